using Cordon.Ethereum;

namespace Cordon.Response.Signing;

/// <summary>Signs with a key held in this process.</summary>
public sealed class LocalSigner(PrivateKey key) : ITransactionSigner, ITypedDataSigner, IDisposable
{
    public Address Address => key.Address;

    /// <inheritdoc/>
    public Task<SignedTransaction> SignAsync(Transaction transaction, CancellationToken cancellation = default) =>
        Task.FromResult(transaction.Sign(key));

    /// <inheritdoc/>
    public Task<Signature> SignTypedDataAsync(string typedData, CancellationToken cancellation = default) =>
        Task.FromResult(key.Sign(TypedData.Parse(typedData).Digest()));

    /// <summary>Wipes the key.</summary>
    public void Dispose() => key.Dispose();
}
