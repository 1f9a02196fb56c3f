using Cordon.Ethereum;
using Cordon.Response.Signing;

namespace Cordon.Node.Actions;

/// <summary>Tells the current <see cref="ActionClock"/> how long signing took.</summary>
internal sealed class TimedSigner(ITransactionSigner signer, TimeProvider time) : ITransactionSigner
{
    public Address Address => signer.Address;

    /// <inheritdoc/>
    public async Task<SignedTransaction> SignAsync(Transaction transaction, CancellationToken cancellation = default)
    {
        long begun = time.GetTimestamp();
        SignedTransaction signed = await signer.SignAsync(transaction, cancellation);
        ActionClock.Current?.Signed(time.GetElapsedTime(begun));
        return signed;
    }
}
