using Cordon.Domain.Sending;
using Cordon.Ethereum;

namespace Cordon.Response.Sending;

/// <summary>Writes the transactions of a request.</summary>
internal static class SendTransactions
{
    /// <summary>What an empty payment costs.</summary>
    public const ulong CancelGas = 21_000;

    /// <summary>The request itself, or the empty payment to oneself that takes its nonce.</summary>
    public static Transaction For(SendRequest request, Address from, ulong nonce, Fees fees, bool isCancel) => new()
    {
        ChainId = request.Chain,
        Nonce = nonce,
        GasPrice = fees.Max,
        MaxFeePerGas = fees.Max,
        MaxPriorityFeePerGas = fees.Tip,
        GasLimit = isCancel ? CancelGas : request.GasLimit,
        To = isCancel ? from : request.To,
        Value = isCancel ? UInt256.Zero : request.Value,
        Data = isCancel ? ReadOnlyMemory<byte>.Empty : request.Data,
    };
}
