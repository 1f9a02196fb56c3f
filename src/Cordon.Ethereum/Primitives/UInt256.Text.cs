using System.Globalization;

namespace Cordon.Ethereum;

public readonly partial struct UInt256
{
    private const ulong DecimalChunk = 10_000_000_000_000_000_000; // the largest power of ten in a limb
    private const int ChunkDigits = 19;
    private const int MaxDecimalDigits = 78;

    /// <summary>Parses a decimal number, or a hexadecimal one after <c>0x</c>; leading zeros are allowed.</summary>
    /// <exception cref="FormatException">The text is not a number below 2^256.</exception>
    public static UInt256 Parse(ReadOnlySpan<char> text) => TryParse(text, out UInt256 value)
        ? value
        : throw new FormatException($"'{Shorten(text)}' is not a number from 0 to 2^256 - 1 (decimal, or 0x and hex).");

    /// <summary>Parses a decimal number, or a hexadecimal one after <c>0x</c>; leading zeros are allowed.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out UInt256 value)
    {
        if (!text.StartsWith("0x", StringComparison.Ordinal)) return TryParseDecimal(text, out value);

        ReadOnlySpan<char> digits = text[2..];
        value = default;
        if (digits.IsEmpty) return false;

        digits = digits.TrimStart('0');
        Span<byte> utf8 = stackalloc byte[2 * SizeBytes];
        if (digits.Length > utf8.Length) return false;

        for (int i = 0; i < digits.Length; i++) utf8[i] = digits[i] < 128 ? (byte)digits[i] : (byte)0;
        return TryParseHexDigits(utf8[..digits.Length], out value);
    }

    /// <summary>Parses a JSON-RPC quantity: <c>0x</c> and hex digits, no leading zeros (<c>0x0</c> for zero).</summary>
    public static bool TryParseQuantity(ReadOnlySpan<byte> utf8, out UInt256 value)
    {
        value = default;
        if (utf8.Length is < 3 or > 2 + (2 * SizeBytes) || utf8[0] != '0' || utf8[1] != 'x') return false;
        if (utf8[2] == '0' && utf8.Length > 3) return false;

        return TryParseHexDigits(utf8[2..], out value);
    }

    /// <summary>Parses a JSON-RPC quantity: <c>0x</c> and hex digits, no leading zeros (<c>0x0</c> for zero).</summary>
    /// <exception cref="FormatException">The text is not a quantity.</exception>
    public static UInt256 ParseQuantity(string text)
    {
        bool isQuantity = text is "0x0" or ['0', 'x', not '0', ..];
        return isQuantity && TryParse(text, out UInt256 value)
            ? value
            : throw new FormatException($"'{Shorten(text)}' is not a quantity: expected 0x and 1 to 64 hex digits "
                + "without leading zeros.");
    }

    /// <summary>The decimal digits.</summary>
    public override string ToString()
    {
        Span<char> digits = stackalloc char[MaxDecimalDigits];
        TryFormat(digits, out int written);
        return new string(digits[..written]);
    }

    /// <summary>The JSON-RPC form: <c>0x</c> and lower-case hex digits without leading zeros.</summary>
    public string ToQuantity() => IsZero ? "0x0" : "0x" + ToHexDigits().TrimStart('0');

    /// <summary>The whole word: <c>0x</c> and 64 lower-case hex digits.</summary>
    public string ToHex() => "0x" + ToHexDigits();

    /// <summary>Formats as decimal (<c>null</c>, <c>""</c>, <c>D</c>, <c>G</c>) or as a quantity (<c>X</c>).</summary>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => format switch
    {
        null or "" or "D" or "G" => ToString(),
        "X" or "x" => ToQuantity(),
        _ => throw new FormatException($"'{format}' is not a format of UInt256: expected D, G or X."),
    };

    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (format.IsEmpty || format is "D" or "G") return TryFormat(destination, out charsWritten);

        string text = ToString(format.ToString(), provider);
        charsWritten = text.TryCopyTo(destination) ? text.Length : 0;
        return charsWritten != 0;
    }

    /// <summary>Writes the decimal digits; says whether they fitted. 78 characters always suffice.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        Span<char> chunks = stackalloc char[MaxDecimalDigits];
        int at = chunks.Length;
        UInt256 rest = this;
        while (!rest.FitsInUInt64)
        {
            rest = DivideByLimb(rest, DecimalChunk, out ulong chunk);
            at -= ChunkDigits;
            chunk.TryFormat(chunks[at..], out _, "D19", CultureInfo.InvariantCulture);
        }

        charsWritten = 0;
        if (!rest._u0.TryFormat(destination, out int headLength, default, CultureInfo.InvariantCulture)) return false;
        if (!chunks[at..].TryCopyTo(destination[headLength..])) return false;

        charsWritten = headLength + chunks.Length - at;
        return true;
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> text, out UInt256 value)
    {
        value = default;
        if (text.IsEmpty) return false;

        ReadOnlySpan<char> digits = text.TrimStart('0');
        if (digits.Length > MaxDecimalDigits) return false;

        UInt256 result = Zero;
        while (!digits.IsEmpty)
        {
            ReadOnlySpan<char> chunk = digits[..Math.Min(ChunkDigits, digits.Length)];
            if (!ulong.TryParse(chunk, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)) return false;
            if (Multiply(result, Pow(10, (ulong)chunk.Length), out result)) return false;
            if (Add(result, number, out result)) return false;

            digits = digits[chunk.Length..];
        }

        value = result;
        return true;
    }

    private static bool TryParseHexDigits(ReadOnlySpan<byte> digits, out UInt256 value)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        limbs.Clear();
        value = default;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = Hex.DigitOf(digits[i]);
            if (digit < 0) return false;

            int position = digits.Length - 1 - i;
            limbs[position / 16] |= (ulong)digit << (position % 16 * 4);
        }

        value = FromLimbs(limbs);
        return true;
    }

    private string ToHexDigits() => $"{_u3:x16}{_u2:x16}{_u1:x16}{_u0:x16}";

    private static string Shorten(ReadOnlySpan<char> text) =>
        text.Length <= 80 ? text.ToString() : $"{text[..77]}...";
}
