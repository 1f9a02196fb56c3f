using System.Buffers;

namespace Cordon.Ethereum;

/// <summary>Bytes as <c>0x</c> and two hex digits each, the form JSON-RPC calls DATA.</summary>
public static class Hex
{
    /// <summary><c>0x</c> and lower-case digits.</summary>
    public static string Format(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Parses <c>0x</c> and an even number of hex digits of any case.</summary>
    /// <exception cref="FormatException">The text is not that; the message says why.</exception>
    public static byte[] Parse(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("0x", StringComparison.Ordinal))
            throw new FormatException("Expected 0x before the hex digits.");

        ReadOnlySpan<char> digits = text[2..];
        if (digits.Length % 2 != 0)
            throw new FormatException($"Expected an even number of hex digits, got {digits.Length}.");

        int bad = digits.IndexOfAnyExcept(HexDigits);
        if (bad >= 0)
            throw new FormatException($"'{digits[bad]}' at position {bad + 2} is not a hex digit.");

        return Convert.FromHexString(digits);
    }

    /// <summary>Parses <c>0x</c> and an even number of hex digits of any case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bool isHex = text.StartsWith("0x", StringComparison.Ordinal)
            && text.Length % 2 == 0
            && !text[2..].ContainsAnyExcept(HexDigits);
        bytes = isHex ? Convert.FromHexString(text[2..]) : [];
        return isHex;
    }

    /// <summary>
    /// Decodes <c>0x</c> and hex digits that fill the destination exactly; no allocation. On failure the destination
    /// holds garbage.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        if (utf8.Length != 2 + (2 * destination.Length) || utf8[0] != '0' || utf8[1] != 'x') return false;
        return Convert.FromHexString(utf8[2..], destination, out _, out _) == OperationStatus.Done;
    }

    /// <summary>The value of a hex digit, -1 for any other character.</summary>
    internal static int DigitOf(byte character)
    {
        if (character is >= (byte)'0' and <= (byte)'9') return character - '0';
        int lower = character | 0x20;
        return lower is >= 'a' and <= 'f' ? lower - 'a' + 10 : -1;
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
}
