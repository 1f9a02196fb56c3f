using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Ethereum;

namespace Cordon.Domain.Signals;

/// <summary>A signal as one JSON object, the public form of <c>spec/signal.schema.json</c>.</summary>
public static class SignalJson
{
    /// <summary>Escapes only what JSON demands: the text is never put into HTML as it is.</summary>
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes one object; members in the order of the schema, none left out.</summary>
    public static void Write(Utf8JsonWriter json, Signal signal)
    {
        json.WriteStartObject();
        json.WriteString("id", signal.Id);
        json.WriteNumber("chain", signal.Chain);
        json.WriteNumber("block", signal.Block);
        WriteHash(json, "blockHash", signal.BlockHash == default ? null : signal.BlockHash);
        WriteHash(json, "tx", signal.Tx);
        if (signal.Index is { } index) json.WriteNumber("index", index);
        else json.WriteNull("index");
        json.WriteString("detector", signal.Detector);
        json.WriteString("severity", NameOf(signal.Severity));
        json.WriteNumber("confidence", signal.Confidence);
        json.WriteStartArray("subjects");
        foreach (Address subject in signal.Subjects) json.WriteStringValue(subject.ToString());
        json.WriteEndArray();
        json.WriteString("summary", signal.Summary);
        json.WritePropertyName("evidence");
        signal.Evidence.WriteTo(json);
        json.WriteBoolean("retracted", signal.Retracted);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not a signal; the message names the member.</exception>
    public static Signal Read(ReadOnlySpan<byte> utf8)
    {
        JsonObject json;
        try
        {
            json = JsonNode.Parse(utf8)?.AsObject()
                ?? throw new InvalidDataException("signal: null instead of an object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"signal: not a JSON object: {e.Message}", e);
        }

        return new Signal
        {
            Id = Value<string>(json, "id"),
            Chain = Value<ulong>(json, "chain"),
            Block = Value<ulong>(json, "block"),
            BlockHash = json["blockHash"] is null ? default : Hash(json, "blockHash"),
            Tx = json["tx"] is null ? null : Hash(json, "tx"),
            Index = json["index"] is null ? null : Value<int>(json, "index"),
            Detector = Value<string>(json, "detector"),
            Severity = SeverityOf(Value<string>(json, "severity")),
            Confidence = Value<double>(json, "confidence"),
            Subjects = [.. Node<JsonArray>(json, "subjects").Select(subject => AddressOf(subject))],
            Summary = Value<string>(json, "summary"),
            Evidence = (JsonObject)Node<JsonObject>(json, "evidence").DeepClone(),
            Retracted = Value<bool>(json, "retracted"),
        };
    }

    /// <summary>The public name of a severity: lower case.</summary>
    public static string NameOf(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        Severity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "not a severity"),
    };

    /// <summary>Reads a public name of a severity, lower case only.</summary>
    public static bool TryParseSeverity(string name, out Severity severity)
    {
        foreach (Severity candidate in Enum.GetValues<Severity>())
        {
            severity = candidate;
            if (NameOf(candidate) == name) return true;
        }

        severity = default;
        return false;
    }

    private static void WriteHash(Utf8JsonWriter json, string name, Hash256? hash)
    {
        if (hash is { } value) json.WriteString(name, value.ToString());
        else json.WriteNull(name);
    }

    private static T Value<T>(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out T? result)
            ? result
            : throw new InvalidDataException($"signal: {name}: expected a {typeof(T).Name}, found {Found(json[name])}");

    private static T Node<T>(JsonObject json, string name) where T : JsonNode =>
        json[name] as T
        ?? throw new InvalidDataException($"signal: {name}: expected a {typeof(T).Name}, found {Found(json[name])}");

    private static Hash256 Hash(JsonObject json, string name) =>
        Hash256.TryParse(Value<string>(json, name), out Hash256 hash)
            ? hash
            : throw new InvalidDataException(
                $"signal: {name}: expected 0x and 64 hex digits, found {Found(json[name])}");

    private static Address AddressOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && Address.TryParse(text, out Address address)
            ? address
            : throw new InvalidDataException($"signal: subjects: expected 0x and 40 hex digits, found {Found(node)}");

    private static Severity SeverityOf(string name) => TryParseSeverity(name, out Severity severity)
        ? severity
        : throw new InvalidDataException(
            $"signal: severity: expected info, low, medium, high or critical, found '{name}'");

    private static string Found(JsonNode? node)
    {
        string text = node?.ToJsonString() ?? "nothing";
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
