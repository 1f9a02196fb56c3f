using System.Collections.Generic;

namespace Cordon.Ethereum.Bindings.Json;

/// <summary>One value of a JSON file, with the place where it begins, so that an error can point at it.</summary>
internal sealed class JsonNode(JsonKind kind, int offset)
{
    public JsonKind Kind { get; } = kind;

    /// <summary>UTF-16 index of the first character of the value in the file.</summary>
    public int Offset { get; } = offset;

    /// <summary>The characters of a text or a number; empty for other kinds.</summary>
    public string Text { get; set; } = "";

    public List<JsonNode> Items { get; } = [];

    public Dictionary<string, JsonNode> Members { get; } = new(System.StringComparer.Ordinal);

    /// <summary>The member of that name, or null when this is no object or has no such member.</summary>
    public JsonNode? this[string name] => Members.TryGetValue(name, out JsonNode? value) ? value : null;
}
