using System.Text.Json;
using Cordon.Economics.Parameters;

namespace Cordon.Cli.Risk.Report;

/// <summary>The rules for programs.</summary>
internal static class ParametersJson
{
    public static void Write(Stream output, IReadOnlyList<ParameterRule> rules)
    {
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("contracts");
            foreach (ParameterRule rule in rules)
                if (rule.Recommended is { } value) json.WriteNumber(rule.Key, value);
            json.WriteEndObject();
            json.WriteStartArray("rules");
            foreach (ParameterRule rule in rules) WriteRule(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteRule(Utf8JsonWriter json, ParameterRule rule)
    {
        json.WriteStartObject();
        json.WriteString("key", rule.Key);
        json.WriteString("unit", rule.Unit);
        Optional(json, "min", rule.Min);
        Optional(json, "max", rule.Max);
        Optional(json, "current", rule.Current);
        Optional(json, "recommended", rule.Recommended);
        json.WriteBoolean("violated", rule.IsViolated);
        json.WriteBoolean("impossible", rule.IsImpossible);
        json.WriteString("inequality", rule.Inequality);
        json.WriteString("why", rule.Why);
        json.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is not { } number) json.WriteNull(name);
        else if (double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteString(name, number > 0 ? "Infinity" : "-Infinity");
    }
}
