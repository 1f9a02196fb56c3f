using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Labels;

/// <summary>One line of labels.jsonl; every error names the file, the line and the field.</summary>
internal readonly struct LabelRow(string file, int line, JsonElement json)
{
    public string Text(string field) => Value(field) is { ValueKind: JsonValueKind.String } value
        ? value.GetString()!
        : throw Wrong(field, "text");

    public string? OptionalText(string field) => Has(field) ? Text(field) : null;

    public ulong Number(string field) =>
        Value(field) is { ValueKind: JsonValueKind.Number } value && value.TryGetUInt64(out ulong number)
            ? number
            : throw Wrong(field, "a whole number, not negative");

    public ulong Number(string field, ulong missing) => Has(field) ? Number(field) : missing;

    public double? OptionalReal(string field)
    {
        if (!Has(field)) return null;
        return Value(field) is { ValueKind: JsonValueKind.Number } value
            ? value.GetDouble()
            : throw Wrong(field, "a number");
    }

    public bool Flag(string field)
    {
        if (!Has(field)) return false;
        return Value(field).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(field, "true or false"),
        };
    }

    public Hash256 Hash(string field) =>
        Hash256.TryParse(Text(field), out Hash256 hash) ? hash : throw Wrong(field, "0x and 64 hex digits");

    public Address Address(string field) =>
        Ethereum.Address.TryParse(Text(field), out Address address)
            ? address
            : throw Wrong(field, "0x and 40 hex digits");

    public Address? OptionalAddress(string field) => Has(field) ? Address(field) : null;

    public UInt256 Amount(string field)
    {
        bool isNumber =
            BigInteger.TryParse(Text(field), NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger number);
        if (!isNumber || number.GetByteCount(isUnsigned: true) > UInt256.SizeBytes)
            throw Wrong(field, "decimal digits, less than 2^256");
        return new UInt256(number.ToByteArray(isUnsigned: true, isBigEndian: true));
    }

    public BigInteger SignedAmount(string field) =>
        BigInteger.TryParse(
            Text(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? number
            : throw Wrong(field, "decimal digits, with a minus for a loss");

    public ImmutableArray<Hash256> Hashes(string field)
    {
        LabelRow row = this;
        if (Value(field) is not { ValueKind: JsonValueKind.Array } array) throw Wrong(field, "a list of hashes");
        return [.. array.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.String && Hash256.TryParse(item.GetString(), out Hash256 hash)
                ? hash
                : throw row.Wrong(field, "a list of hashes"))];
    }

    public LabelFormatException Wrong(string field, string expected)
    {
        bool isThere = json.TryGetProperty(field, out JsonElement value);
        string found = isThere ? Shortened(value.GetRawText()) : "missing";
        return new LabelFormatException(file, line, $"field '{field}' is {found}: expected {expected}");
    }

    private bool Has(string field) =>
        json.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    private JsonElement Value(string field) =>
        json.TryGetProperty(field, out JsonElement value) ? value : throw Wrong(field, "a value");

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
