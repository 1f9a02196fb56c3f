using Cordon.Ethereum;

namespace Cordon.Response.Signing;

/// <summary>Signs with a key held in this process.</summary>
public sealed class LocalSigner(PrivateKey key) : ITransactionSigner, IDisposable
{
    public Address Address => key.Address;

    /// <inheritdoc/>
    public Task<SignedTransaction> SignAsync(Transaction transaction, CancellationToken cancellation = default) =>
        Task.FromResult(transaction.Sign(key));

    /// <summary>Wipes the key.</summary>
    public void Dispose() => key.Dispose();
}
