using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using Cordon.Node.Settings;

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
        if (keystore is not null)
            return OpenedKey.OpenLocal(new KeySource.KeystoreFile(keystore, PasswordVariable), environment);
        return string.IsNullOrEmpty(environment(KeyVariable))
            ? throw CommandException.BadInput(
                $"no key: set {KeyVariable}, or give --keystore FILE and set {PasswordVariable}")
            : OpenedKey.OpenLocal(new KeySource.Variable(KeyVariable), environment);
    }
}
