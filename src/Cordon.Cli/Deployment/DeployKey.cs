using System.Security.Cryptography;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Deployment;

/// <summary>The key that pays: from a keystore file whose password is in the environment, or itself from there. Never
/// from an argument, which other users of the machine can read.</summary>
internal static class DeployKey
{
    public const string KeyVariable = "CORDON_KEY";
    public const string PasswordVariable = "CORDON_PASSWORD";

    /// <param name="keystore">Path of a file of Web3 Secret Storage; null for the environment's key.</param>
    /// <exception cref="CommandException">There is no key, or it cannot be opened.</exception>
    public static PrivateKey Open(string? keystore, Func<string, string?> environment)
    {
        if (keystore is not null) return OpenKeystore(keystore, environment(PasswordVariable));
        string? text = environment(KeyVariable);
        if (string.IsNullOrEmpty(text))
        {
            throw CommandException.BadInput(
                $"no key: set {KeyVariable}, or give --keystore FILE and set {PasswordVariable}");
        }

        try
        {
            return PrivateKey.Parse(text);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            throw CommandException.BadInput($"{KeyVariable}: expected a private key, 64 hex digits", wrong);
        }
    }

    private static PrivateKey OpenKeystore(string path, string? password)
    {
        if (!File.Exists(path)) throw CommandException.BadInput($"--keystore: {path}: no such file");
        if (password is null) throw CommandException.BadInput($"--keystore: set {PasswordVariable} to its password");
        try
        {
            return Keystore.Decrypt(File.ReadAllText(path), password);
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            throw CommandException.BadInput($"--keystore: {path}: {wrong.Message}", wrong);
        }
    }
}
