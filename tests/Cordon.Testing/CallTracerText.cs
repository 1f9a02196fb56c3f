using System.Text.Json;
using Cordon.Domain.Blocks;

namespace Cordon.Testing;

/// <summary>Writes traces as geth's callTracer does, with its order of keys.</summary>
internal static class CallTracerText
{
    public static void Write(Utf8JsonWriter json, BlockScript block, bool withLogs)
    {
        json.WriteStartArray("traces");
        foreach (TransactionNode tx in block.Transactions)
        {
            json.WriteStartObject();
            json.WriteString("txHash", tx.Hash.ToString());
            json.WritePropertyName("result");
            WriteFrame(json, tx.Root, withLogs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFrame(Utf8JsonWriter json, FrameNode frame, bool withLogs)
    {
        json.WriteStartObject();
        json.WriteString("from", frame.From.ToString());
        json.WriteString("gas", "0x5208");
        if (frame.To is { } to) json.WriteString("to", to.ToString());
        json.WriteString("input", frame.Input);
        if (frame.Output is { Length: > 2 } output) json.WriteString("output", output);
        if (frame.Error is { } error) json.WriteString("error", error);
        if (frame.Calls.Count > 0)
        {
            json.WriteStartArray("calls");
            foreach (FrameNode call in frame.Calls) WriteFrame(json, call, withLogs);
            json.WriteEndArray();
        }

        // geth leaves the logs of a failed frame out.
        if (withLogs && frame.Logs.Count > 0 && frame.Error is null) WriteLogs(json, frame);
        if (frame.Value is { } value) json.WriteString("value", FrameNode.Quantity(value));
        json.WriteString("type", frame.Kind switch
        {
            CallKind.SelfDestruct => "SELFDESTRUCT",
            _ => frame.Kind.ToString().ToUpperInvariant(),
        });
        json.WriteEndObject();
    }

    private static void WriteLogs(Utf8JsonWriter json, FrameNode frame)
    {
        json.WriteStartArray("logs");
        foreach (LogNode log in frame.Logs)
        {
            json.WriteStartObject();
            RecordingText.WriteLog(json, log);
            json.WriteString("position", FrameNode.Quantity((ulong)log.Position));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
