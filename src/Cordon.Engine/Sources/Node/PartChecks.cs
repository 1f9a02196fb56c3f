using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Engine.Sources.Node;

/// <summary>Says what is wrong with an answer of a node, or null: run before it is accepted, so that a pool asks the
/// next endpoint.</summary>
internal static class PartChecks
{
    /// <summary>The answer must be the block asked for.</summary>
    public static string? Block(ReadOnlyMemory<byte> json, ulong number) => Guard(() =>
    {
        if (IsNull(json)) return $"the node does not have block {number}";
        ulong found = BlockHeader.Read(json.Span).Number;
        return found == number ? null : $"asked for block {number}, it sent block {found}";
    });

    /// <summary>One receipt for each transaction, in order, of this very block.</summary>
    public static string? Receipts(ReadOnlyMemory<byte> json, BlockOutline block) => Guard(() =>
    {
        if (IsNull(json)) return $"the node does not have the receipts of block {block.Header.Number}";
        int count = 0;
        JsonSlices elements = JsonSlices.OfArray(json.Span);
        while (elements.Next())
        {
            if (Receipt(elements.Value, block, count) is { } complaint) return complaint;
            count++;
        }

        return block.Transactions is { } transactions && count != transactions.Count
            ? $"block {block.Header.Number} has {transactions.Count} transactions but {count} receipts"
            : null;
    });

    /// <summary>The receipt at a place in the block.</summary>
    public static string? Receipt(ReadOnlyMemory<byte> json, BlockOutline block, int index) => Guard(() =>
        IsNull(json)
            ? $"the receipt of transaction {block.Transactions![index]} is missing"
            : Receipt(json.Span, block, index));

    /// <summary>The logs must be of this very block; transactions are matched when they become receipts.</summary>
    public static string? Logs(ReadOnlyMemory<byte> json, BlockOutline block) => Guard(() =>
    {
        ReadOnlySpan<byte> first = JsonMember.First(json.Span);
        return first.IsEmpty ? null : OfBlock(first, block, "logs");
    });

    /// <summary>A trace for each transaction, in order.</summary>
    public static string? CallTraces(ReadOnlyMemory<byte> json, BlockOutline block) => Guard(() =>
    {
        if (IsNull(json)) return $"the node does not have the traces of block {block.Header.Number}";
        int count = 0;
        JsonSlices elements = JsonSlices.OfArray(json.Span);
        while (elements.Next())
        {
            ReadOnlySpan<byte> hash = JsonMember.Find(elements.Value, "txHash"u8); // old geth leaves it out
            if (!hash.IsEmpty && block.Transactions is { } known && (count >= known.Count
                || RpcValue.Hash(hash, $"traces[{count}].txHash") != known[count]))
            {
                return $"trace {count} is of another transaction than block {block.Header.Number} has there";
            }

            count++;
        }

        return block.Transactions is { } transactions && count != transactions.Count
            ? $"block {block.Header.Number} has {transactions.Count} transactions but {count} traces"
            : null;
    });

    /// <summary>Traces of this very block; none at all while there are transactions is no answer.</summary>
    public static string? FlatTraces(ReadOnlyMemory<byte> json, BlockOutline block) => Guard(() =>
    {
        if (IsNull(json)) return $"the node does not have the traces of block {block.Header.Number}";
        ReadOnlySpan<byte> first = JsonMember.First(json.Span);
        if (!first.IsEmpty) return OfBlock(first, block, "traces");
        return block.Transactions is { Count: > 0 } transactions
            ? $"block {block.Header.Number} has {transactions.Count} transactions but no traces"
            : null;
    });

    private static string? Receipt(ReadOnlySpan<byte> json, BlockOutline block, int index)
    {
        ReadOnlySpan<byte> hash = JsonMember.Find(json, "transactionHash"u8);
        if (!hash.IsEmpty && block.Transactions is { } known)
        {
            Hash256 found = RpcValue.Hash(hash, $"receipts[{index}].transactionHash");
            if (index >= known.Count || found != known[index])
                return $"receipt {index} is of another transaction than block {block.Header.Number} has there";
        }

        return OfBlock(json, block, "receipts");
    }

    private static string? OfBlock(ReadOnlySpan<byte> json, BlockOutline block, string what)
    {
        ReadOnlySpan<byte> hash = JsonMember.Find(json, "blockHash"u8);
        return hash.IsEmpty || RpcValue.Hash(hash, $"{what}[].blockHash") == block.Header.Hash
            ? null
            : $"the {what} are of another block {block.Header.Number} than the one it sent before";
    }

    private static bool IsNull(ReadOnlyMemory<byte> json) => json.Span.SequenceEqual("null"u8);

    private static string? Guard(Func<string?> check)
    {
        try
        {
            return check();
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
