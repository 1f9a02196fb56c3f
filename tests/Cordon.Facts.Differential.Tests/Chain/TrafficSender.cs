using Cordon.Arena.Chain;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Facts.Differential.Tests.Traffic;

namespace Cordon.Facts.Differential.Tests.Chain;

/// <summary>Sends transactions that may fail, and makes blocks of them.</summary>
internal sealed class TrafficSender(RpcClient node, ulong chainId)
{
    private const ulong GasLimit = 600_000;
    private const ulong Gwei = 1_000_000_000;

    /// <summary>Sends all and makes one block of them; returns its number.</summary>
    public async Task<ulong> MineAsync(
        IReadOnlyList<TrafficAct> acts, Random random, CancellationToken cancellation)
    {
        foreach (TrafficAct act in acts)
        {
            SignedTransaction signed = act.Sender.Sign(Envelope(act, (ulong)random.Next(4)));
            await node.SendRawTransactionAsync(signed.Encode(), cancellation);
        }

        using (await node.CallRawAsync(new RpcCall("evm_mine"), cancellation))
            return await node.BlockNumberAsync(cancellation);
    }

    // Old and new sorts of transactions pay for gas in different ways.
    private Transaction Envelope(TrafficAct act, ulong choice) => new()
    {
        Type = choice switch
        {
            0 => TransactionType.Legacy,
            1 => TransactionType.AccessList,
            _ => TransactionType.DynamicFee,
        },
        ChainId = chainId,
        To = act.To,
        Data = act.Data,
        Value = act.Value,
        GasLimit = GasLimit,
        GasPrice = choice < 2 ? 50 * Gwei : 0,
        MaxFeePerGas = choice < 2 ? 0 : 100 * Gwei,
        MaxPriorityFeePerGas = choice < 2 ? 0 : choice * Gwei,
    };
}
