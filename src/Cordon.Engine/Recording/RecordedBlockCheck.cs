using Cordon.Domain.Blocks;
using Cordon.Engine.Reading;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Engine.Recording;

/// <summary>Verifies that a recorded block is whole and fits together.</summary>
internal sealed class RecordedBlockCheck
{
    private readonly BlockReader _reader = new();
    private readonly BlockData _data = new();

    /// <summary>Checks the format, one receipt and one trace for each transaction, and that the receipts' gas is the
    /// header's; returns the block's place in the chain.</summary>
    /// <exception cref="BlockFormatException">It is not; the message names the field.</exception>
    public BlockHeader Verify(ReadOnlyMemory<byte> json, string origin)
    {
        _reader.Read(json, origin, _data);
        ReadOnlyMemory<byte> block = default, receipts = default, traces = default;
        JsonSlices members = JsonSlices.OfObject(json.Span);
        while (members.Next())
        {
            ReadOnlyMemory<byte> value = json.Slice(members.ValueStart, members.ValueLength);
            if (value.Span.SequenceEqual("null"u8)) continue;
            if (members.Name.SequenceEqual("block"u8)) block = value;
            else if (members.Name.SequenceEqual("receipts"u8)) receipts = value;
            else if (members.Name.SequenceEqual("traces"u8)) traces = value;
        }

        BlockOutline outline = OutlineOf(block.Span, origin);
        if (!receipts.IsEmpty)
        {
            Require(PartChecks.Receipts(receipts, outline), origin, "receipts");
            Require(GasComplaint(receipts.Span, outline), origin, "receipts");
        }

        if (!traces.IsEmpty)
        {
            bool areFlat = !JsonMember.First(traces.Span).IsEmpty
                && !JsonMember.Find(JsonMember.First(traces.Span), "action"u8).IsEmpty;
            Require(areFlat ? PartChecks.FlatTraces(traces, outline) : PartChecks.CallTraces(traces, outline),
                origin, "traces");
        }

        return outline.Header;
    }

    private static BlockOutline OutlineOf(ReadOnlySpan<byte> block, string origin)
    {
        try
        {
            return BlockOutline.Read(block);
        }
        catch (FormatException e)
        {
            throw new BlockFormatException(origin, -1, "block", e.Message);
        }
    }

    // Receipts made of logs alone hold no gas; then there is nothing to add up.
    private static string? GasComplaint(ReadOnlySpan<byte> receipts, BlockOutline block)
    {
        if (block.GasUsed is not { } expected) return null;
        ulong sum = 0;
        JsonSlices elements = JsonSlices.OfArray(receipts);
        while (elements.Next())
        {
            ReadOnlySpan<byte> gas = JsonMember.Find(elements.Value, "gasUsed"u8);
            if (gas.IsEmpty) return null;
            sum = unchecked(sum + RpcValue.Quantity(gas, "gasUsed"));
        }

        return sum == expected ? null : $"their gasUsed adds up to {sum}, the block says {expected}";
    }

    private static void Require(string? complaint, string origin, string part)
    {
        if (complaint is not null) throw new BlockFormatException(origin, -1, part, complaint);
    }
}
