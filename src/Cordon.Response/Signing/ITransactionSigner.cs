using Cordon.Ethereum;

namespace Cordon.Response.Signing;

/// <summary>Signs transactions of one account, wherever its key is kept.</summary>
public interface ITransactionSigner
{
    Address Address { get; }

    /// <summary>Signs exactly this transaction.</summary>
    /// <exception cref="SigningException">The key cannot be reached, or what came back is not that transaction
    /// signed by this account.</exception>
    Task<SignedTransaction> SignAsync(Transaction transaction, CancellationToken cancellation = default);
}
