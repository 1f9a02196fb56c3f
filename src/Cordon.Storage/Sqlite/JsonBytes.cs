using System.Buffers;
using System.Text.Json;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Domain.Signals;

namespace Cordon.Storage.Sqlite;

/// <summary>Signals, incidents, decisions and records of sending as the UTF-8 bytes that a row holds.</summary>
internal static class JsonBytes
{
    public static byte[] Of(Signal signal) => Write(json => SignalJson.Write(json, signal));

    public static byte[] Of(Incident incident) => Write(json => IncidentJson.Write(json, incident));

    public static byte[] Of(SendRecord record) => Write(json => SendRecordJson.Write(json, record));

    public static byte[] Of(ResponseDecision decision) => Write(json => ResponseDecisionJson.Write(json, decision));

    public static ResponseDecision Decision(byte[] bytes)
    {
        using JsonDocument json = JsonDocument.Parse(bytes);
        return ResponseDecisionJson.Read(json.RootElement);
    }

    public static Incident Incident(byte[] bytes)
    {
        using JsonDocument json = JsonDocument.Parse(bytes);
        return IncidentJson.Read(json.RootElement);
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes, SignalJson.WriterOptions);
        write(json);
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
