using Cordon.Ethereum;

namespace Cordon.Response.Signing;

/// <summary>Signs typed data (EIP-712) of one account, wherever its key is kept.</summary>
public interface ITypedDataSigner
{
    Address Address { get; }

    /// <summary>Signs what wallets take as eth_signTypedData_v4.</summary>
    /// <param name="typedData">One JSON object: types, primaryType, domain, message.</param>
    /// <exception cref="SigningException">The key cannot be reached, or what came back is no signature of this account.
    /// </exception>
    Task<Signature> SignTypedDataAsync(string typedData, CancellationToken cancellation = default);
}
