using Cordon.Ethereum;

namespace Cordon.Response.Signing;

/// <summary>Finds a private key where a configuration says it is; never in the configuration itself.</summary>
public static class KeySource
{
    /// <summary>Reads a keystore file (version 3) with the password that an environment variable holds.</summary>
    /// <exception cref="SigningException">A file or variable is missing, or the password does not open it.</exception>
    public static PrivateKey Keystore(string path, string passwordVariable, Func<string, string?> environment)
    {
        if (!File.Exists(path)) throw new SigningException($"{path}: there is no such keystore file.");
        string password = Read(passwordVariable, environment);
        try
        {
            return Ethereum.Keystore.Decrypt(File.ReadAllText(path), password);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException
            or System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SigningException($"{path}: the keystore cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Reads the hex key that an environment variable holds.</summary>
    /// <exception cref="SigningException">The variable is missing or is no key.</exception>
    public static PrivateKey Environment(string variable, Func<string, string?> environment)
    {
        try
        {
            return PrivateKey.Parse(Read(variable, environment));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // The cause may quote what it could not read, which is nearly a key: it is left out.
            throw new SigningException($"The environment variable {variable} is no private key: 32 bytes as hex.");
        }
    }

    private static string Read(string variable, Func<string, string?> environment) =>
        environment(variable) is { Length: > 0 } text
            ? text
            : throw new SigningException($"The environment variable {variable} is not set.");
}
