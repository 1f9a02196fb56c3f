using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cordon.Engine.Reading.Tests;

/// <summary>
/// Checks a recording against spec/block.schema.json; knows the part of JSON Schema used there, refuses the rest.
/// </summary>
internal sealed class BlockSchema
{
    private readonly JsonElement _root = JsonDocument.Parse(File.ReadAllText(Find())).RootElement;

    /// <summary>The first fault with its place, null where there is none.</summary>
    public string? Fault(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 5_000 });
        return Fault(_root, document.RootElement, "$");
    }

    private string? Fault(JsonElement schema, JsonElement value, string place)
    {
        foreach (JsonProperty rule in schema.EnumerateObject())
        {
            string? fault = rule.Name switch
            {
                "type" => HasType(rule.Value, value) ? null : $"{place} is {value.ValueKind}, expected {rule.Value}",
                "pattern" => value.ValueKind != JsonValueKind.String
                    || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!)
                    ? null
                    : $"{place} does not match {rule.Value}",
                "enum" => rule.Value.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value)) ? null
                    : $"{place} is no choice",
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble()
                    ? null : $"{place} is too small",
                "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.Value.GetInt32()
                    ? null : $"{place} is too long",
                "required" => Missing(rule.Value, value) is { } name ? $"{place} lacks {name}" : null,
                "$ref" => Fault(_root.GetProperty("$defs").GetProperty(rule.Value.GetString()!["#/$defs/".Length..]),
                    value, place),
                "anyOf" => rule.Value.EnumerateArray().Any(s => Fault(s, value, place) is null) ? null
                    : $"{place} is none of the choices",
                "items" => value.ValueKind != JsonValueKind.Array
                    ? null
                    : value.EnumerateArray().Select((item, i) =>
                        Fault(rule.Value, item, $"{place}[{i}]")).FirstOrDefault(f => f is not null),
                "properties" => Members(rule.Value, value, place),
                "$schema" or "$id" or "$defs" or "title" or "description" => null,
                _ => throw new NotSupportedException($"the schema uses {rule.Name}"),
            };
            if (fault is not null) return fault;
        }

        return null;
    }

    private string? Members(JsonElement schemas, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        foreach (JsonProperty schema in schemas.EnumerateObject())
        {
            if (value.TryGetProperty(schema.Name, out JsonElement member)
                && Fault(schema.Value, member, $"{place}.{schema.Name}") is { } fault) return fault;
        }

        return null;
    }

    private static string? Missing(JsonElement names, JsonElement value) => value.ValueKind != JsonValueKind.Object
        ? null
        : names.EnumerateArray().Select(n => n.GetString()).FirstOrDefault(n => !value.TryGetProperty(n!, out _));

    private static bool HasType(JsonElement types, JsonElement value) => types.ValueKind == JsonValueKind.Array
        ? types.EnumerateArray().Any(t => IsA(t.GetString(), value.ValueKind))
        : IsA(types.GetString(), value.ValueKind);

    private static bool IsA(string? type, JsonValueKind kind) => type switch
    {
        "integer" => kind == JsonValueKind.Number,
        "object" or "array" or "string" or "null" => kind.ToString().Equals(type, StringComparison.OrdinalIgnoreCase),
        _ => throw new NotSupportedException($"the schema uses the type {type}"),
    };

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cordon.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "spec", "block.schema.json");
    }
}
