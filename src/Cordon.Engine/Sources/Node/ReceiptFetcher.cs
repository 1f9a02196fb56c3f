using System.Buffers;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Sources.Node;

/// <summary>Gets the receipts of a block by the best method a node has.</summary>
internal sealed class ReceiptFetcher(IRpcCaller node, NodeSourceOptions options, NodeAbilities abilities)
{
    private const string Whole = "eth_getBlockReceipts";
    private const string Single = "eth_getTransactionReceipt";
    private const string LogsMethod = "eth_getLogs";

    /// <summary>The receipts as one JSON array; empty with a report when the node offers none.</summary>
    public async Task<BlockPart> FetchAsync(BlockOutline block, CancellationToken cancellation)
    {
        if (block.Transactions is { Count: 0 }) return BlockPart.EmptyArray;
        if (abilities.Offers(Whole))
        {
            var call = new RpcCall(Whole, block.Header.Number)
            {
                Check = json => PartChecks.Receipts(json, block),
            };
            if (await TryAsync(call, cancellation) is { } receipts) return BlockPart.Of(receipts);
        }

        if (block.Transactions is not null && abilities.Offers(Single))
        {
            if (await TryEachAsync(block, cancellation) is { } receipts) return receipts;
        }

        string cause = $"the endpoint has neither {Whole} nor {Single}";
        if (block.Transactions is not null && abilities.Offers(LogsMethod))
        {
            var call = new RpcCall(LogsMethod, RpcParam.Json($"{{\"blockHash\":\"{block.Header.Hash}\"}}"))
            {
                Check = json => PartChecks.Logs(json, block),
            };
            if (await TryAsync(call, cancellation) is { } logs)
            {
                using (logs)
                    return LogsAsReceipts.Write(logs, block, Fallbacks.LogsOnly(cause));
            }
        }

        return BlockPart.Nothing(Fallbacks.NoLogs($"{cause} nor {LogsMethod}"));
    }

    // Null when the node does not offer the method.
    private async Task<RpcPayload?> TryAsync(RpcCall call, CancellationToken cancellation)
    {
        try
        {
            return await node.CallRawAsync(call, cancellation);
        }
        catch (RpcErrorException e) when (e.IsMethodMissing)
        {
            abilities.NoteMissing(call.Method);
            return null;
        }
    }

    private async Task<BlockPart?> TryEachAsync(BlockOutline block, CancellationToken cancellation)
    {
        var json = new ArrayBufferWriter<byte>(1 << 16);
        string source = "";
        json.Write("["u8);
        for (int start = 0; start < block.Transactions!.Count; start += options.ReceiptsBatch)
        {
            RpcCall[] calls = [.. Enumerable
                .Range(start, Math.Min(options.ReceiptsBatch, block.Transactions.Count - start))
                .Select(index => CallFor(block, index))];
            using RpcBatch batch = await node.CallBatchAsync(calls, cancellation);
            source = batch.Source;
            for (int i = 0; i < batch.Count; i++)
            {
                if (batch.ErrorOf(i) is { IsMethodMissing: true })
                {
                    abilities.NoteMissing(Single);
                    return null;
                }

                if (start + i > 0) json.Write(","u8);
                json.Write(batch[i].Span);
            }
        }

        json.Write("]"u8);
        return new BlockPart(json.WrittenMemory, source, null, null);
    }

    private static RpcCall CallFor(BlockOutline block, int index)
    {
        Hash256 hash = block.Transactions![index];
        return new RpcCall(Single, hash) { Check = json => PartChecks.Receipt(json, block, index) };
    }
}
