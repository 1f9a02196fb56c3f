using System.Text;
using Cordon.Ethereum;

namespace Cordon.Arena.Chain;

/// <summary>Somebody who sends transactions on the local chain. The key follows from a seed and a name.</summary>
public sealed class ArenaAccount : IDisposable
{
    private readonly PrivateKey _key;
    private ulong _nextNonce;

    /// <param name="seed">The same seed and name give the same account.</param>
    /// <param name="name">Who this is, for the story.</param>
    public ArenaAccount(int seed, string name)
    {
        Name = name;
        Span<byte> secret = stackalloc byte[PrivateKey.SizeBytes];
        Keccak256.Hash(Encoding.UTF8.GetBytes($"cordon arena {seed} {name}")).CopyTo(secret);
        _key = new PrivateKey(secret);
        Address = _key.Address;
    }

    public string Name { get; }

    public Address Address { get; }

    /// <summary>Signs with the account's next nonce.</summary>
    public SignedTransaction Sign(Transaction transaction) => (transaction with { Nonce = _nextNonce++ }).Sign(_key);

    public void Dispose() => _key.Dispose();

    public override string ToString() => $"{Name} {Address}";
}
