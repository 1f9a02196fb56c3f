using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verification;

/// <summary>Compares the engine's answer with the expected one, field by field.</summary>
internal sealed class CaseComparison(CaseTolerance tolerance)
{
    private const int MismatchesMax = 20;
    private const int TextMax = 100;

    private readonly List<CaseMismatch> _mismatches = [];

    public ImmutableArray<CaseMismatch> Mismatches => [.. _mismatches.Take(MismatchesMax)];

    public double WorstError { get; private set; }

    /// <summary>Compares one field of <c>expected</c>.</summary>
    /// <param name="field">Its name, by which the tolerance is chosen.</param>
    public void Compare(string field, JsonElement expected, object? actual) => Compare(field, field, expected, actual);

    /// <summary>Notes that the engine has no such answer.</summary>
    public void Missing(string field, JsonElement expected) =>
        _mismatches.Add(new CaseMismatch(field, Short(expected.GetRawText()), "not computed by this function"));

    private void Compare(string field, string path, JsonElement expected, object? actual)
    {
        switch (actual)
        {
            case Func<object?> late:
                Compare(field, path, expected, late());
                break;
            case CaseCheck check:
                Accept(check.Accepts(expected), path, expected, check.Text);
                break;
            case null:
                Accept(expected.ValueKind == JsonValueKind.Null, path, expected, "null");
                break;
            case bool flag:
                Accept(expected.ValueKind == (flag ? JsonValueKind.True : JsonValueKind.False), path, expected,
                    flag ? "true" : "false");
                break;
            case string text:
                bool isSame = expected.ValueKind == JsonValueKind.String && expected.GetString() == text;
                Accept(isSame, path, expected, text);
                break;
            case IDictionary map:
                CompareMembers(field, path, expected, map);
                break;
            case IEnumerable list:
                CompareItems(field, path, expected, [.. list.Cast<object?>()]);
                break;
            default:
                CompareNumbers(field, path, expected, actual);
                break;
        }
    }

    private void CompareMembers(string field, string path, JsonElement expected, IDictionary actual)
    {
        if (expected.ValueKind != JsonValueKind.Object)
        {
            Accept(false, path, expected, "an object");
            return;
        }

        foreach (JsonProperty member in expected.EnumerateObject())
        {
            string place = $"{path}.{member.Name}";
            if (actual.Contains(member.Name)) Compare(field, place, member.Value, actual[member.Name]);
            else Missing(place, member.Value);
        }
    }

    private void CompareItems(string field, string path, JsonElement expected, object?[] actual)
    {
        if (expected.ValueKind != JsonValueKind.Array || expected.GetArrayLength() != actual.Length)
        {
            Accept(false, path, expected, $"a list of {actual.Length}");
            return;
        }

        for (int i = 0; i < actual.Length; i++) Compare(field, $"{path}[{i}]", expected[i], actual[i]);
    }

    private void CompareNumbers(string field, string path, JsonElement expected, object actual)
    {
        if (!TryReadExpected(expected, out double number, out Rational? exact))
        {
            Accept(false, path, expected, Show(actual));
            return;
        }

        Rational? fraction = AsFraction(actual);
        if (fraction is not null && exact is not null && (fraction == exact || IsWrittenAsFraction(expected, actual)))
        {
            Accept(fraction == exact, path, expected, Show(actual));
            return;
        }

        double value = fraction?.ToDouble() ?? Convert.ToDouble(actual, CultureInfo.InvariantCulture);
        if (double.IsFinite(value) && double.IsFinite(number))
            WorstError = Math.Max(WorstError, Math.Abs(value - number) / Math.Max(1, Math.Abs(number)));
        Accept(tolerance.Allows(field, number, value), path, expected, Show(actual));
    }

    // A text such as "1/3" and a whole number are meant exactly; 0.3333333333333333 is a rounded third.
    private static bool IsWrittenAsFraction(JsonElement expected, object actual) =>
        expected.ValueKind == JsonValueKind.String || (actual is not Rational && IsWhole(expected));

    private static bool IsWhole(JsonElement expected) =>
        Rational.TryParse(expected.GetRawText(), out Rational exact) && exact.IsInteger;

    private static bool TryReadExpected(JsonElement expected, out double number, out Rational? exact)
    {
        number = 0;
        exact = null;
        string? text = expected.ValueKind switch
        {
            JsonValueKind.Number => expected.GetRawText(),
            JsonValueKind.String => expected.GetString(),
            _ => null,
        };
        if (text is null || !CaseValue.TryNumber(text, out number)) return false;
        if (Rational.TryParse(text, out Rational parsed)) exact = parsed;
        return true;
    }

    private static Rational? AsFraction(object actual) => actual switch
    {
        Rational exact => exact,
        BigInteger whole => whole,
        int whole => whole,
        long whole => whole,
        uint whole => (long)whole,
        ulong whole => (BigInteger)whole,
        UInt128 whole => (BigInteger)whole,
        _ => null,
    };

    private void Accept(bool isRight, string path, JsonElement expected, string actual)
    {
        if (!isRight) _mismatches.Add(new CaseMismatch(path, Short(expected.GetRawText()), Short(actual)));
    }

    private static string Show(object actual) => actual switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => actual.ToString() ?? "",
    };

    private static string Short(string text) => text.Length > TextMax ? text[..TextMax] + "…" : text;
}
