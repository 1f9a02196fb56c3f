using System.Security.Cryptography;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;
using Cordon.Response.Signing;

namespace Cordon.Cli.Configuration;

/// <summary>A key that signs: opened from its source, wiped when disposed of.</summary>
internal sealed class OpenedKey : IDisposable
{
    private readonly IAsyncDisposable? _service;

    private OpenedKey(ITransactionSigner signer, IAsyncDisposable? service) => (Signer, _service) = (signer, service);

    public ITransactionSigner Signer { get; }

    /// <exception cref="CommandException">It is not there, or cannot be opened; the message holds no secret.
    /// </exception>
    public static OpenedKey Open(KeySource source, Func<string, string?> environment)
    {
        if (source is not KeySource.Remote remote)
            return new OpenedKey(new LocalSigner(OpenLocal(source, environment)), null);
        RpcClient service = new(RpcEndpoint.Parse(remote.Url.AbsoluteUri));
        return new OpenedKey(new RemoteSigner(service, remote.Account), service);
    }

    /// <summary>A key that is held in this process.</summary>
    /// <exception cref="CommandException">As with <see cref="Open"/>.</exception>
    public static PrivateKey OpenLocal(KeySource source, Func<string, string?> environment) => source switch
    {
        KeySource.Variable variable => OfVariable(variable.Name, environment),
        KeySource.KeystoreFile file => OfKeystore(file, environment),
        _ => throw new ArgumentException("A remote signer keeps its key.", nameof(source)),
    };

    public void Dispose()
    {
        (Signer as IDisposable)?.Dispose();
        if (_service is not null) _service.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static PrivateKey OfVariable(string name, Func<string, string?> environment)
    {
        string? text = environment(name);
        if (string.IsNullOrEmpty(text))
            throw CommandException.BadInput($"no key: the environment variable {name} is not set");
        try
        {
            return PrivateKey.Parse(text);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            throw CommandException.BadInput($"{name}: expected a private key, 64 hex digits", wrong);
        }
    }

    private static PrivateKey OfKeystore(KeySource.KeystoreFile file, Func<string, string?> environment)
    {
        if (!File.Exists(file.Path)) throw CommandException.BadInput($"keystore: {file.Path}: no such file");
        string password = environment(file.PasswordVariable)
            ?? throw CommandException.BadInput($"keystore: set {file.PasswordVariable} to its password");
        try
        {
            return Keystore.Decrypt(File.ReadAllText(file.Path), password);
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            throw CommandException.BadInput($"keystore: {file.Path}: {wrong.Message}", wrong);
        }
    }
}
