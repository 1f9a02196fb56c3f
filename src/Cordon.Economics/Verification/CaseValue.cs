using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verification;

/// <summary>Reads single JSON values of a case.</summary>
internal static class CaseValue
{
    private const int TextMax = 60;

    public static double Number(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)) return number;
        if (value.ValueKind == JsonValueKind.String && TryNumber(value.GetString()!, out number)) return number;
        throw Fault(path, "a number", value);
    }

    public static Rational Exact(JsonElement value, string path)
    {
        string? text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        return Rational.TryParse(text, out Rational exact)
            ? exact
            : throw Fault(path, "a finite number or a fraction such as \"1/3\"", value);
    }

    public static BigInteger Whole(JsonElement value, string path)
    {
        Rational exact = Exact(value, path);
        return exact.IsInteger ? exact.Numerator : throw Fault(path, "a whole number", value);
    }

    public static int Integer(JsonElement value, string path)
    {
        BigInteger whole = Whole(value, path);
        return whole >= int.MinValue && whole <= int.MaxValue
            ? (int)whole
            : throw Fault(path, "a whole number of at most 32 bits", value);
    }

    public static bool Flag(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault(path, "true or false", value),
    };

    public static string Text(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fault(path, "a text", value);

    public static IEnumerable<T> Items<T>(JsonElement list, string path, Func<JsonElement, string, T> read)
    {
        if (list.ValueKind != JsonValueKind.Array) throw Fault(path, "a list", list);
        return list.EnumerateArray().Select((item, i) => read(item, $"{path}[{i}]"));
    }

    public static CaseFormatException Fault(string path, string expected, JsonElement actual)
    {
        string found = actual.ValueKind switch
        {
            JsonValueKind.Undefined => "nothing",
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => actual.GetRawText(),
        };
        return new CaseFormatException(path, expected, found.Length > TextMax ? found[..TextMax] + "…" : found);
    }

    /// <summary>A decimal, a fraction, or Infinity, -Infinity.</summary>
    public static bool TryNumber(string text, out double number)
    {
        bool isInfinite = text is "Infinity" or "-Infinity" or "inf" or "-inf";
        number = text.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity;
        if (isInfinite) return true;

        if (text.Contains('/') && Rational.TryParse(text, out Rational exact))
        {
            number = exact.ToDouble();
            return true;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }
}
