using System.Buffers;
using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Engine.Sources.Node;

/// <summary>Sorts the logs of a block into receipts that hold nothing else.</summary>
internal static class LogsAsReceipts
{
    /// <summary>One receipt for each transaction, in order, with its logs.</summary>
    /// <exception cref="RpcException">A log belongs to no transaction of the block.</exception>
    public static BlockPart Write(RpcPayload logs, BlockOutline block, BlindReport blind)
    {
        var ofTransaction = new Dictionary<Hash256, List<(int Start, int Length)>>();
        foreach (Hash256 transaction in block.Transactions!) ofTransaction[transaction] = [];
        JsonSlices elements = JsonSlices.OfArray(logs.Json.Span);
        while (elements.Next())
        {
            Hash256 owner = RpcValue.Hash(JsonMember.Find(elements.Value, "transactionHash"u8), "transactionHash");
            if (!ofTransaction.TryGetValue(owner, out List<(int Start, int Length)>? own))
                throw Foreign(owner, block, logs.Source);
            own.Add((elements.ValueStart, elements.ValueLength));
        }

        var json = new ArrayBufferWriter<byte>(logs.Json.Length + (block.Transactions.Count * 128));
        json.Write("["u8);
        for (int i = 0; i < block.Transactions.Count; i++)
        {
            string hash = block.Transactions[i].ToString();
            string head = $"{{\"transactionHash\":\"{hash}\",\"transactionIndex\":\"0x{i:x}\",\"logs\":[";
            if (i > 0) json.Write(","u8);
            json.Write(Encoding.UTF8.GetBytes(head));
            WriteLogs(json, logs.Json.Span, ofTransaction[block.Transactions[i]]);
            json.Write("]}"u8);
        }

        json.Write("]"u8);
        return new BlockPart(json.WrittenMemory, logs.Source, blind, null);
    }

    private static void WriteLogs(
        ArrayBufferWriter<byte> json, ReadOnlySpan<byte> logs, List<(int Start, int Length)> own)
    {
        for (int i = 0; i < own.Count; i++)
        {
            if (i > 0) json.Write(","u8);
            json.Write(logs.Slice(own[i].Start, own[i].Length));
        }
    }

    private static RpcException Foreign(Hash256 owner, BlockOutline block, string source) => new(
        RpcFailure.Implausible, "eth_getLogs", source,
        $"a log belongs to transaction {owner}, which is not in block {block.Header.Number}", "Try another endpoint.");
}
