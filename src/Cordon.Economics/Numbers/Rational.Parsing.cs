using System.Globalization;
using System.Numerics;

namespace Cordon.Economics.Numbers;

public readonly partial struct Rational
{
    private const int TextLengthMax = 2_000;
    private const int ExponentMax = 1_000;

    /// <summary>Reads <c>29/100</c>, <c>-7</c>, <c>0.25</c> or <c>1.5e-3</c>, each exactly as written.</summary>
    /// <returns>False for anything else, for a zero denominator, and for texts so long that they are an
    /// attack.</returns>
    public static bool TryParse(string? text, out Rational value)
    {
        value = default;
        if (text is null || text.Length is 0 or > TextLengthMax) return false;

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return TryParseDecimal(text, out value);
        if (!TryParseDecimal(text[..slash], out Rational top)) return false;
        if (!TryParseDecimal(text[(slash + 1)..], out Rational bottom) || bottom.IsZero) return false;

        value = top / bottom;
        return true;
    }

    private static bool TryParseDecimal(string text, out Rational value)
    {
        value = default;
        int mark = text.AsSpan().IndexOfAny('e', 'E');
        int exponent = 0;
        if (mark >= 0 && !TryParseExponent(text.AsSpan(mark + 1), out exponent)) return false;

        string digits = mark < 0 ? text : text[..mark];
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger m))
            return false;

        BigInteger scale = BigInteger.Pow(10, Math.Abs(exponent));
        value = exponent >= 0 ? new Rational(m * scale) : new Rational(m, scale);
        return true;
    }

    private static bool TryParseExponent(ReadOnlySpan<char> text, out int exponent) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
        && Math.Abs((long)exponent) <= ExponentMax;
}
