using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cordon.Cli.Tests;

/// <summary>The part of JSON Schema that our schemas use; a keyword it does not know is refused.</summary>
internal sealed class JsonSchema(JsonElement schema)
{
    public static JsonSchema OfSignal { get; } = Load("signal.schema.json");

    public static JsonSchema Load(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cordon.slnx"))) folder = folder.Parent;
        string path = Path.Combine(folder!.FullName, "spec", name);
        return new JsonSchema(JsonDocument.Parse(File.ReadAllText(path)).RootElement);
    }

    /// <summary>What is wrong with a document, each with its place.</summary>
    public List<string> Faults(string json)
    {
        List<string> faults = [];
        using JsonDocument document = JsonDocument.Parse(json);
        Check(schema, document.RootElement, "$", faults);
        return faults;
    }

    private static void Check(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        foreach (JsonProperty rule in schema.EnumerateObject())
        {
            string? fault = rule.Name switch
            {
                "type" when !HasType(rule.Value, value) => $"is {value.ValueKind}, not {rule.Value}",
                "enum" when rule.Value.EnumerateArray().All(v => !JsonElement.DeepEquals(v, value)) => "is no choice",
                "pattern" when IsText(value) && !Regex.IsMatch(value.GetString()!, rule.Value.GetString()!) =>
                    $"does not match {rule.Value}",
                "minimum" when IsNumber(value) && Number(value) < Number(rule.Value) => $"is below {rule.Value}",
                "maximum" when IsNumber(value) && Number(value) > Number(rule.Value) => $"is above {rule.Value}",
                "type" or "enum" or "pattern" or "minimum" or "maximum" => null,
                "required" => Missing(rule.Value, value),
                "items" => CheckItems(rule.Value, value, place, faults),
                "properties" => CheckProperties(rule.Value, value, place, faults),
                "additionalProperties" => Additional(schema, value, place, faults),
                "oneOf" => NoneOf(rule.Value, value, place),
                "$schema" or "$id" or "title" or "description" => null,
                _ => throw new NotSupportedException($"the schema uses '{rule.Name}'"),
            };
            if (fault is not null) faults.Add($"{place} {fault}");
        }
    }

    private static bool HasType(JsonElement types, JsonElement value) =>
        types.ValueKind == JsonValueKind.Array
            ? types.EnumerateArray().Any(type => IsA(type.GetString()!, value))
            : IsA(types.GetString()!, value);

    private static bool IsA(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => IsNumber(value) && value.TryGetDecimal(out decimal n) && n == decimal.Truncate(n),
        _ => throw new NotSupportedException($"the schema uses the type '{type}'"),
    };

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static double Number(JsonElement value) => value.GetDouble();

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    private static string? Missing(JsonElement names, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        string[] missing =
            [.. names.EnumerateArray().Select(n => n.GetString()!).Where(n => !value.TryGetProperty(n, out _))];
        return missing.Length == 0 ? null : $"lacks {string.Join(", ", missing)}";
    }

    private static string? CheckItems(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Array) return null;
        int i = 0;
        foreach (JsonElement item in value.EnumerateArray()) Check(schema, item, $"{place}[{i++}]", faults);
        return null;
    }

    private static string? CheckProperties(JsonElement schemas, JsonElement value, string place, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        foreach (JsonProperty schema in schemas.EnumerateObject())
        {
            if (value.TryGetProperty(schema.Name, out JsonElement member))
                Check(schema.Value, member, $"{place}.{schema.Name}", faults);
        }

        return null;
    }

    // Exactly one choice must fit; of none, the faults of the nearest are told.
    private static string? NoneOf(JsonElement choices, JsonElement value, string place)
    {
        int fitting = 0;
        List<string>? nearest = null;
        foreach (JsonElement choice in choices.EnumerateArray())
        {
            List<string> faults = [];
            Check(choice, value, place, faults);
            if (faults.Count == 0) fitting++;
            if (nearest is null || faults.Count < nearest.Count) nearest = faults;
        }

        if (fitting == 1) return null;
        return fitting > 1 ? $"fits {fitting} choices" : $"fits no choice: {string.Join("; ", nearest ?? [])}";
    }

    private static string? Additional(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        JsonElement rest = schema.GetProperty("additionalProperties");
        if (rest.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
                Check(rest, member.Value, $"{place}.{member.Name}", faults);
            return null;
        }

        if (rest.GetBoolean()) return null;
        JsonElement known = schema.GetProperty("properties");
        string[] extra =
            [.. value.EnumerateObject().Select(m => m.Name).Where(name => !known.TryGetProperty(name, out _))];
        return extra.Length == 0 ? null : $"has unknown members {string.Join(", ", extra)}";
    }
}
