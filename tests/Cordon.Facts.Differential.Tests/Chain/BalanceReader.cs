using System.Numerics;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Facts.Differential.Tests.Chain;

/// <summary>Asks a node for balances.</summary>
internal sealed class BalanceReader(RpcClient node)
{
    public const int BatchCallsMax = 2_000;

    private static readonly AbiFunction BalanceOf = AbiFunction.Parse("balanceOf(address)");

    /// <summary>The balance of each entry after a block.</summary>
    public async Task<Dictionary<Entry, BigInteger>> ReadAsync(
        IReadOnlyCollection<Entry> entries, ulong block, CancellationToken cancellation)
    {
        var balances = new Dictionary<Entry, BigInteger>(entries.Count);
        foreach (Entry[] part in entries.Chunk(BatchCallsMax))
        {
            using RpcBatch answers = await node.CallBatchAsync([.. part.Select(e => Question(e, block))], cancellation);
            for (int i = 0; i < part.Length; i++) balances.Add(part[i], Answer(part[i], answers[i].Span));
        }

        return balances;
    }

    private static RpcCall Question(Entry entry, ulong block)
    {
        if (entry.Asset is not { } token) return new RpcCall("eth_getBalance", entry.Account, block);
        byte[] data = BalanceOf.EncodeCall(entry.Account);
        RpcParam call = RpcParam.Json($"{{\"to\":\"{token}\",\"data\":{RpcParam.Data(data)}}}");
        return new RpcCall("eth_call", call, block);
    }

    private static BigInteger Answer(Entry entry, ReadOnlySpan<byte> json) => (BigInteger)(entry.Asset is null
        ? RpcValue.BigQuantity(json, "balance")
        : new UInt256(RpcValue.Data(json, "balance")));
}
