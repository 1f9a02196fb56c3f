using System.Globalization;
using System.Text.Json;

namespace Cordon.Engine.Sources;

/// <summary>Looks up a block's chain, number and whether it has a hash, without reading the rest.</summary>
internal static class BlockPeek
{
    /// <summary>Finds what a block says of itself in the beginning of its bytes.</summary>
    /// <param name="json">The block's object, or its first bytes.</param>
    /// <param name="label">What was found so far.</param>
    /// <returns>Whether the header was complete; false too where the bytes are no block.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out BlockLabel label)
    {
        label = default;
        try
        {
            Utf8JsonReader reader = new(json, isFinalBlock: false, default);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            bool hasHeader = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("chainId"u8)) label = label with { Chain = Number(ref reader) ?? 0 };
                else if (reader.ValueTextEquals("block"u8)) hasHeader = TryHeader(ref reader, ref label);
                else if (!reader.TrySkip()) break;
                if (hasHeader && label.Chain != 0) return true;
            }

            return hasHeader;
        }
        catch (JsonException)
        {
            return false; // the reader will say what is wrong, and where
        }
    }

    private static bool TryHeader(ref Utf8JsonReader reader, ref BlockLabel label)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("number"u8)) label = label with { Number = Number(ref reader) };
            else if (reader.ValueTextEquals("hash"u8)) label = label with { HasHash = HasText(ref reader) };
            else if (!reader.TrySkip()) return false;
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }

    private static bool HasText(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.String;

    private static ulong? Number(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out ulong number)) return number;
        if (reader.TokenType != JsonTokenType.String) return null;
        return reader.GetString() is ['0', 'x', .. { } digits]
            && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            ? number
            : null;
    }
}
