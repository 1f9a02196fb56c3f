using System.Collections.Immutable;
using System.Text.Json;
using Cordon.Ethereum;

namespace Cordon.Domain.Json;

/// <summary>Reads and writes the fields of our own JSON objects;
/// every error names the field and what was expected.</summary>
internal static class JsonFields
{
    public static JsonElement Field(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new FormatException($"field '{name}' is missing.");

    public static string Text(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Wrong(name, "text");

    public static string? OptionalText(this JsonElement json, string name) =>
        json.Field(name).ValueKind == JsonValueKind.Null ? null : json.Text(name);

    public static ulong Number(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetUInt64(out ulong number)
            ? number
            : throw Wrong(name, "a whole number, not negative");

    public static double Real(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Number } value
            ? value.GetDouble()
            : throw Wrong(name, "a number");

    public static bool Flag(this JsonElement json, string name) => json.Field(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    public static DateTimeOffset Time(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var time)
            ? time
            : throw Wrong(name, "a time, ISO 8601");

    public static Hash256? Hash(this JsonElement json, string name)
    {
        if (json.OptionalText(name) is not { } text) return null;
        return Hash256.TryParse(text, out Hash256 hash) ? hash : throw Wrong(name, "0x and 64 hex digits, or null");
    }

    public static ImmutableArray<Hash256> Hashes(this JsonElement json, string name) => json.Items(name, item =>
        Hash256.TryParse(item.GetString(), out Hash256 hash) ? hash : throw Wrong(name, "hashes"));

    public static ImmutableArray<Address> Addresses(this JsonElement json, string name) => json.Items(name, item =>
        Address.TryParse(item.GetString(), out Address address) ? address : throw Wrong(name, "addresses"));

    public static ImmutableArray<T> Items<T>(this JsonElement json, string name, Func<JsonElement, T> read) =>
        json.Field(name) is { ValueKind: JsonValueKind.Array } array
            ? [.. array.EnumerateArray().Select(read)]
            : throw Wrong(name, "a list");

    public static void WriteHash(this Utf8JsonWriter writer, string name, Hash256? hash) =>
        writer.WriteString(name, hash?.ToString());

    public static void WriteAddresses(this Utf8JsonWriter writer, string name, ImmutableArray<Address> addresses) =>
        writer.WriteTexts(name, addresses.Select(address => address.ToString()));

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static FormatException Wrong(string name, string expected) =>
        new($"field '{name}' is not what it should be: expected {expected}.");
}
