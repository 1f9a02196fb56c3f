using System.Collections.Immutable;
using System.Text.Json;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Sending;

/// <summary>Asks a node what the chain says about an account and its attempts.</summary>
internal sealed class ChainReader(IRpcCaller node, Address account)
{
    /// <summary>One look at the chain.</summary>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<ChainSight> LookAsync(IReadOnlyList<SendRecord> open, CancellationToken cancellation)
    {
        ulong nonce = await node.GetTransactionCountAsync(account, "latest", cancellation);
        (BlockHeader head, UInt256? baseFee) = await ReadHeadAsync(cancellation);
        string method = baseFee is null ? "eth_gasPrice" : "eth_maxPriorityFeePerGas";
        UInt256 tip = await QuantityAsync(new RpcCall(method), cancellation);
        var receipts = ImmutableDictionary.CreateBuilder<Hash256, TransactionReceipt>();
        var known = ImmutableHashSet.CreateBuilder<Hash256>();
        foreach (SendRecord record in open)
        {
            bool isMined = false;
            foreach (SendAttempt attempt in record.Attempts)
            {
                TransactionReceipt? receipt = await node.GetTransactionReceiptAsync(attempt.Hash, cancellation);
                if (receipt is null) continue;
                receipts[attempt.Hash] = receipt;
                isMined = true;
            }

            // Also of what was mined and is no longer: nodes take it back into their pool.
            if (!isMined && await IsKnownAsync(record.Latest.Hash, cancellation))
                known.Add(record.Latest.Hash);
        }

        return new ChainSight(
            nonce, head.Number, head.Hash, new FeeQuote(baseFee, tip), receipts.ToImmutable(), known.ToImmutable());
    }

    private async Task<(BlockHeader Header, UInt256? BaseFee)> ReadHeadAsync(CancellationToken cancellation)
    {
        using RpcPayload block = await node.CallRawAsync(
            new RpcCall("eth_getBlockByNumber", "latest", false), cancellation);
        using JsonDocument json = JsonDocument.Parse(block.Json);
        BlockHeader header = BlockHeader.Read(block.Json.Span);
        return json.RootElement.TryGetProperty("baseFeePerGas", out JsonElement fee) && fee.GetString() is { } text
            ? (header, UInt256.ParseQuantity(text))
            : (header, null);
    }

    private async Task<UInt256> QuantityAsync(RpcCall call, CancellationToken cancellation)
    {
        using RpcPayload answer = await node.CallRawAsync(call, cancellation);
        return RpcValue.BigQuantity(answer.Json.Span, "result");
    }

    private async Task<bool> IsKnownAsync(Hash256 hash, CancellationToken cancellation)
    {
        using RpcPayload answer = await node.CallRawAsync(
            new RpcCall("eth_getTransactionByHash", hash), cancellation);
        return !answer.IsNull;
    }
}
