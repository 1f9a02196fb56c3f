using System.Text;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Chain;

/// <summary>Somebody who sends transactions on the local chain. The key follows from a seed and a name.</summary>
public sealed class ArenaAccount : IDisposable
{
    private readonly PrivateKey _key;
    private ulong _nextNonce;

    /// <param name="seed">The same seed and name give the same account.</param>
    /// <param name="name">Who this is, for the story.</param>
    /// <param name="nextNonce">How many transactions of it the chain has already.</param>
    public ArenaAccount(int seed, string name, ulong nextNonce = 0)
    {
        (Name, _nextNonce) = (name, nextNonce);
        Span<byte> secret = stackalloc byte[PrivateKey.SizeBytes];
        Keccak256.Hash(Encoding.UTF8.GetBytes($"cordon arena {seed} {name}")).CopyTo(secret);
        _key = new PrivateKey(secret);
        Address = _key.Address;
    }

    /// <summary>The account of that seed and name as the chain knows it now.</summary>
    public static async Task<ArenaAccount> ResumeAsync(
        LocalChain chain, int seed, string name, CancellationToken cancellation = default)
    {
        using var unused = new ArenaAccount(seed, name);
        ulong sent = await chain.Node.GetTransactionCountAsync(unused.Address, "latest", cancellation);
        return new ArenaAccount(seed, name, sent);
    }

    public string Name { get; }

    public Address Address { get; }

    /// <summary>Signs for it what is not a transaction, or where somebody else sends.</summary>
    public PrivateKey Key => _key;

    /// <summary>The address of the contract that its next creation makes, if nothing is sent before.</summary>
    public Address NextContract => Ethereum.Address.ForCreate(Address, _nextNonce);

    /// <summary>Signs with the account's next nonce.</summary>
    public SignedTransaction Sign(Transaction transaction) => (transaction with { Nonce = _nextNonce++ }).Sign(_key);

    public void Dispose() => _key.Dispose();

    public override string ToString() => $"{Name} {Address}";
}
