using System.Buffers;
using System.Text;
using System.Text.Json;
using Cordon.Ethereum.Rpc.Json;
using Cordon.RpcServer.Chain;

namespace Cordon.RpcServer.Serving;

/// <summary>Answers eth_getLogs: a block hash or a range, and optionally addresses.</summary>
internal static class LogQuery
{
    /// <summary>Writes the receipts of a block, as the method named would see them.</summary>
    public delegate void ReceiptWriter(string method, ulong number, IBufferWriter<byte> output);

    public static void Write(
        RecordedChain chain, RpcMessage request, ReceiptWriter receiptsOf, IBufferWriter<byte> output)
    {
        if (request.Parameter(0) is not { ValueKind: JsonValueKind.Object } filter)
            throw NodeErrorException.BadParameters("a filter is expected");
        if (filter.TryGetProperty("topics", out JsonElement topics) && topics.GetArrayLength() > 0)
            throw NodeErrorException.BadParameters("topics are not supported");
        if (RangeOf(chain, filter) is not { } range) throw new NodeErrorException(-32000, "unknown block");

        HashSet<string>? addresses = AddressesIn(filter);
        output.Write("["u8);
        bool isFirst = true;
        for (ulong number = range.From; number <= range.To; number++)
        {
            if (chain.Find(number) is null) continue;
            var receipts = new ArrayBufferWriter<byte>();
            receiptsOf("eth_getLogs", number, receipts);
            WriteLogs(receipts.WrittenSpan, addresses, output, ref isFirst);
        }

        output.Write("]"u8);
    }

    public static (ulong From, ulong To)? RangeOf(RecordedChain chain, JsonElement filter)
    {
        if (filter.TryGetProperty("blockHash", out JsonElement hash))
            return chain.NumberOf(hash.ToString()) is { } number ? (number, number) : null;
        ulong from = Bound(filter, "fromBlock") ?? chain.Head;
        return (from, Math.Min(Bound(filter, "toBlock") ?? chain.Head, chain.Head));
    }

    private static ulong? Bound(JsonElement filter, string name) =>
        filter.TryGetProperty(name, out JsonElement value) ? RpcMessage.QuantityOf(value) : null;

    private static HashSet<string>? AddressesIn(JsonElement filter)
    {
        if (!filter.TryGetProperty("address", out JsonElement address)) return null;
        IEnumerable<JsonElement> all = address.ValueKind == JsonValueKind.Array ? address.EnumerateArray() : [address];
        return [.. all.Select(item => item.ToString().ToLowerInvariant())];
    }

    private static void WriteLogs(
        ReadOnlySpan<byte> receipts, HashSet<string>? addresses, IBufferWriter<byte> output, ref bool isFirst)
    {
        JsonSlices elements = JsonSlices.OfArray(receipts);
        while (elements.Next())
        {
            ReadOnlySpan<byte> logs = MemberOf(elements.Value, "logs"u8);
            if (logs.IsEmpty) throw new NodeErrorException(-32000, "logs were not recorded");
            JsonSlices each = JsonSlices.OfArray(logs);
            while (each.Next())
            {
                string address = Encoding.UTF8.GetString(MemberOf(each.Value, "address"u8)).Trim('"');
                if (addresses is not null && !addresses.Contains(address)) continue;
                if (!isFirst) output.Write(","u8);
                isFirst = false;
                output.Write(each.Value);
            }
        }
    }

    private static ReadOnlySpan<byte> MemberOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        JsonSlices members = JsonSlices.OfObject(json);
        while (members.Next())
        {
            if (members.Name.SequenceEqual(name)) return members.Value;
        }

        return [];
    }
}
