using System.Globalization;
using System.Runtime.CompilerServices;

namespace Cordon.Economics.Numbers;

/// <summary>Checks of what comes in; each names the quantity by the expression that was passed.</summary>
internal static class Require
{
    /// <summary>A number that is not NaN; infinities pass.</summary>
    public static double Number(double value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        double.IsNaN(value) ? throw Fault(field, value, "a number") : value;

    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        double.IsFinite(value) ? value : throw Fault(field, value, "a finite number");

    /// <summary>Finite and at least 0.</summary>
    public static double Amount(double value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        double.IsFinite(value) && value >= 0 ? value : throw Fault(field, value, "a finite number of at least 0");

    /// <summary>At least 0; infinity passes, as for a duration that never ends.</summary>
    public static double AmountOrInfinity(
        double value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value >= 0 ? value : throw Fault(field, value, "a number of at least 0");

    /// <summary>Finite and above 0.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        double.IsFinite(value) && value > 0 ? value : throw Fault(field, value, "a finite number above 0");

    /// <summary>From 0 to 1, both included.</summary>
    public static double Fraction(double value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value is >= 0 and <= 1 ? value : throw Fault(field, value, "a number from 0 to 1");

    /// <summary>Between 0 and 1, both excluded.</summary>
    public static double OpenFraction(double value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value is > 0 and < 1 ? value : throw Fault(field, value, "a number between 0 and 1, both excluded");

    /// <summary>Above 0, at most 1.</summary>
    public static double Share(double value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value is > 0 and <= 1 ? value : throw Fault(field, value, "a number above 0, at most 1");

    public static int Range(
        int value, int min, int max, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value >= min && value <= max ? value : throw Fault(field, value, $"a whole number from {min} to {max}");

    public static Rational Amount(Rational value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value.Sign >= 0 ? value : throw new InvalidInputException(Name(field), value.ToString(), "at least 0");

    public static Rational Fraction(Rational value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value.Sign >= 0 && value <= 1
            ? value
            : throw new InvalidInputException(Name(field), value.ToString(), "a fraction from 0 to 1");

    public static Rational Share(Rational value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value.Sign > 0 && value <= 1
            ? value
            : throw new InvalidInputException(Name(field), value.ToString(), "a fraction above 0, at most 1");

    /// <summary>That a list has as many entries as another.</summary>
    public static void SameCount(
        int count, int expected, [CallerArgumentExpression(nameof(count))] string field = "")
    {
        if (count == expected) return;
        string list = field.EndsWith(".Count") || field.EndsWith(".Length") ? field[..field.LastIndexOf('.')] : field;
        throw new InvalidInputException(Name(list), $"a list of {count}", $"a list of {expected}");
    }

    /// <summary>A claim about a field that the checks above do not know.</summary>
    public static void That(bool holds, string field, object actual, string expected)
    {
        if (!holds) throw new InvalidInputException(field, actual.ToString() ?? "", expected);
    }

    public static InvalidInputException Fault(string field, double value, string expected) =>
        new(Name(field), value.ToString("R", CultureInfo.InvariantCulture), expected);

    // "model.SlashFraction" is called SlashFraction where a person reads it.
    private static string Name(string expression) => expression[(expression.LastIndexOf('.') + 1)..];
}
