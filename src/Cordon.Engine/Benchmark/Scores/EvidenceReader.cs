using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Scores;

/// <summary>Reads the evidence of a signal as the labels write it: lower-case hex, decimal digits.</summary>
internal static class EvidenceReader
{
    /// <summary>A text or number as text; empty where it is missing or something else.</summary>
    public static string Text(Signal signal, string key) => signal.Evidence[key] is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>().ToLowerInvariant(),
            JsonValueKind.Number => value.ToJsonString(),
            _ => "",
        }
        : "";

    public static ImmutableArray<Hash256> Hashes(Signal signal, string key)
    {
        if (signal.Evidence[key] is not JsonArray array) return [];
        return [.. array.Select(item => item is JsonValue value && value.TryGetValue(out string? text)
            && Hash256.TryParse(text, out Hash256 hash) ? hash : default)];
    }

    /// <summary>Says which of the expected values the evidence has otherwise; empty where it has all of them.</summary>
    public static string Differences(Signal signal, params ReadOnlySpan<(string Key, string Expected)> fields)
    {
        List<string> differences = [];
        foreach ((string key, string expected) in fields)
        {
            string found = Text(signal, key);
            if (found != expected)
                differences.Add($"{key} {(found.Length == 0 ? "missing" : found)}, label {expected}");
        }

        return string.Join("; ", differences);
    }
}
