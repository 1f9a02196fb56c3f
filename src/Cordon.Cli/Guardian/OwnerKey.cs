using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using Cordon.Node.Settings;

namespace Cordon.Cli.Guardian;

/// <summary>The key of the guardian's account. Its password comes from the environment or a file, never from an
/// argument, which other users of the machine can read.</summary>
internal static class OwnerKey
{
    public const string PasswordVariable = "CORDON_OWNER_PASSWORD";

    private const int PasswordBytesMax = 4_096;

    /// <param name="passwordFile">Its first line is the password; null for the environment's.</param>
    /// <exception cref="CommandException">There is no keystore or password, or it does not open.</exception>
    public static PrivateKey Open(string keystore, string? passwordFile, Func<string, string?> environment)
    {
        string? password = passwordFile is null ? environment(PasswordVariable) : FirstLine(passwordFile);
        if (password is null)
        {
            throw CommandException.BadInput(
                $"no password: set {PasswordVariable}, or give --password-file FILE with it in the first line");
        }

        return OpenedKey.OpenLocal(new KeySource.KeystoreFile(keystore, PasswordVariable), _ => password);
    }

    private static string FirstLine(string path)
    {
        if (!File.Exists(path)) throw CommandException.BadInput($"--password-file: {path}: no such file");
        if (new FileInfo(path).Length > PasswordBytesMax)
            throw CommandException.BadInput($"--password-file: {path}: expected at most {PasswordBytesMax} bytes");
        return File.ReadLines(path).FirstOrDefault() ?? "";
    }
}
