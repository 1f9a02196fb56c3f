namespace Cordon.Node.Settings;

/// <summary>Where a private key is. Never the key itself: a configuration file holds no secret.</summary>
public abstract record KeySource
{
    private KeySource()
    {
    }

    /// <summary>In an environment variable, as 64 hex digits.</summary>
    public sealed record Variable(string Name) : KeySource;

    /// <summary>In a file of Web3 Secret Storage, whose password is in an environment variable.</summary>
    public sealed record KeystoreFile(string Path, string PasswordVariable) : KeySource;

    /// <summary>With a signer that answers <c>eth_signTransaction</c> for an account over HTTP.</summary>
    public sealed record Remote(Uri Url, Ethereum.Address Account) : KeySource;
}
