using System.Globalization;
using System.Text.Json;
using Cordon.Cli.Commands;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Cli.Output;

/// <summary>SARIF 2.1.0, which code hosts and security dashboards read.</summary>
/// <remarks>Written as a stream: the rules, known only at the end, follow the results; member order is free.</remarks>
internal sealed class SarifWriter : ISignalWriter
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const int BufferBytes = 1 << 16;

    private readonly Utf8JsonWriter _json;
    private readonly SortedSet<string> _detectors = new(StringComparer.Ordinal);

    public SarifWriter(Stream output)
    {
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        _json.WriteStartObject();
        _json.WriteString("$schema", Schema);
        _json.WriteString("version", "2.1.0");
        _json.WriteStartArray("runs");
        _json.WriteStartObject();
        _json.WriteStartArray("results");
    }

    public void Write(Signal signal)
    {
        _detectors.Add(signal.Detector);
        _json.WriteStartObject();
        _json.WriteString("ruleId", signal.Detector);

        // What was withdrawn stays in the log, as a result that is none.
        _json.WriteString("kind", signal.Retracted ? "notApplicable" : "fail");
        _json.WriteString("level", signal.Retracted ? "none" : LevelOf(signal.Severity));
        _json.WriteStartObject("message");
        string withdrawn = signal.Retracted ? "Withdrawn, its block was reorganised away: " : "";
        _json.WriteString("text", withdrawn + signal.Summary);
        _json.WriteEndObject();
        WriteLocation(signal);
        _json.WriteStartObject("partialFingerprints");
        _json.WriteString("cordonSignalId/v1", signal.Id);
        _json.WriteEndObject();
        WriteProperties(signal);
        _json.WriteEndObject();
        if (_json.BytesPending > BufferBytes) _json.Flush();
    }

    public void Flush() => _json.Flush();

    public void Complete(string? failure)
    {
        _json.WriteEndArray();
        WriteTool();
        _json.WriteStartArray("invocations");
        _json.WriteStartObject();
        _json.WriteBoolean("executionSuccessful", failure is null);
        if (failure is not null)
        {
            _json.WriteStartArray("toolExecutionNotifications");
            _json.WriteStartObject();
            _json.WriteString("level", "error");
            _json.WriteStartObject("message");
            _json.WriteString("text", failure);
            _json.WriteEndObject();
            _json.WriteEndObject();
            _json.WriteEndArray();
        }

        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();

    private static string LevelOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    // A transaction is no file; SARIF calls such places logical.
    private void WriteLocation(Signal signal)
    {
        string block = string.Create(CultureInfo.InvariantCulture, $"chain/{signal.Chain}/block/{signal.Block}");
        _json.WriteStartArray("locations");
        _json.WriteStartObject();
        _json.WriteStartArray("logicalLocations");
        _json.WriteStartObject();
        _json.WriteString("fullyQualifiedName", signal.Tx is { } tx ? $"{block}/tx/{tx}" : block);
        _json.WriteString("kind", signal.Tx is null ? "block" : "transaction");
        _json.WriteEndObject();
        foreach (Address subject in signal.Subjects)
        {
            _json.WriteStartObject();
            _json.WriteString("fullyQualifiedName",
                string.Create(CultureInfo.InvariantCulture, $"chain/{signal.Chain}/account/{subject}"));
            _json.WriteString("kind", "account");
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteProperties(Signal signal)
    {
        _json.WriteStartObject("properties");
        _json.WriteString("severity", SignalJson.NameOf(signal.Severity));
        _json.WriteNumber("confidence", signal.Confidence);
        _json.WriteBoolean("retracted", signal.Retracted);
        _json.WritePropertyName("evidence");
        signal.Evidence.WriteTo(_json);
        _json.WriteEndObject();
    }

    private void WriteTool()
    {
        _json.WriteStartObject("tool");
        _json.WriteStartObject("driver");
        _json.WriteString("name", "cordon");
        _json.WriteString("version", VersionCommand.Version);
        _json.WriteStartArray("rules");
        foreach (string detector in _detectors)
        {
            _json.WriteStartObject();
            _json.WriteString("id", detector);
            _json.WriteStartObject("shortDescription");
            string summary = Detection.Registry.DetectorRegistry.Find(detector)?.Summary ?? "";
            _json.WriteString("text", summary.Length > 0 ? summary : detector);
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }
}
