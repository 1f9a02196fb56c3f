using System.Text.Json;
using Cordon.Domain.Blocks;

namespace Cordon.Testing;

/// <summary>Writes traces as Parity's trace_block does: flat, each with the address of its frame in the tree.</summary>
internal static class ParityText
{
    public static void Write(Utf8JsonWriter json, BlockScript block)
    {
        json.WriteStartArray("traces");
        for (int i = 0; i < block.Transactions.Count; i++) WriteFrame(json, block, i, block.Transactions[i].Root, []);
        json.WriteEndArray();
    }

    private static void WriteFrame(Utf8JsonWriter json, BlockScript block, int tx, FrameNode frame, List<int> address)
    {
        json.WriteStartObject();
        json.WriteStartObject("action");
        WriteAction(json, frame);
        json.WriteEndObject();
        json.WriteNumber("blockNumber", block.Number);
        if (frame.Error is null && frame.Kind != CallKind.SelfDestruct) WriteResult(json, frame);
        else json.WriteNull("result");
        if (frame.Error is { } error) json.WriteString("error", error);
        json.WriteNumber("subtraces", frame.Calls.Count);
        json.WriteStartArray("traceAddress");
        foreach (int index in address) json.WriteNumberValue(index);
        json.WriteEndArray();
        json.WriteString("transactionHash", block.Transactions[tx].Hash.ToString());
        json.WriteNumber("transactionPosition", tx);
        json.WriteString("type", frame.Kind switch
        {
            CallKind.Create or CallKind.Create2 => "create",
            CallKind.SelfDestruct => "suicide",
            _ => "call",
        });
        json.WriteEndObject();
        for (int i = 0; i < frame.Calls.Count; i++)
        {
            address.Add(i);
            WriteFrame(json, block, tx, frame.Calls[i], address);
            address.RemoveAt(address.Count - 1);
        }
    }

    private static void WriteAction(Utf8JsonWriter json, FrameNode frame)
    {
        string value = FrameNode.Quantity(frame.Value ?? default);
        switch (frame.Kind)
        {
            case CallKind.SelfDestruct:
                json.WriteString("address", frame.From.ToString());
                json.WriteString("refundAddress", frame.To.ToString());
                json.WriteString("balance", value);
                break;
            case CallKind.Create or CallKind.Create2:
                json.WriteString("from", frame.From.ToString());
                json.WriteString("init", frame.Input);
                json.WriteString("value", value);
                if (frame.Kind == CallKind.Create2) json.WriteString("creationMethod", "create2");
                break;
            default:
                json.WriteString("from", frame.From.ToString());
                json.WriteString("to", frame.To.ToString());
                json.WriteString("callType", frame.Kind.ToString().ToLowerInvariant());
                json.WriteString("input", frame.Input);
                json.WriteString("value", value);
                break;
        }
    }

    private static void WriteResult(Utf8JsonWriter json, FrameNode frame)
    {
        json.WriteStartObject("result");
        json.WriteString("gasUsed", "0x5208");
        if (frame.Kind is CallKind.Create or CallKind.Create2) json.WriteString("address", frame.To.ToString());
        json.WriteString(frame.Kind is CallKind.Create or CallKind.Create2 ? "code" : "output", frame.Output ?? "0x");
        json.WriteEndObject();
    }
}
