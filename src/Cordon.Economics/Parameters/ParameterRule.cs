namespace Cordon.Economics.Parameters;

/// <summary>One on-chain default: its range, the inequality behind it, and whether the current setting keeps
/// it.</summary>
/// <param name="Key">As in the settings file and the deploy configuration.</param>
/// <param name="Unit">Such as <c>hours</c>, <c>share</c> or the currency.</param>
/// <param name="Min">Lowest value that holds; null when nothing bounds it from below.</param>
/// <param name="Max">Highest value that holds; null when nothing bounds it from above.</param>
/// <param name="Recommended">To deploy: the current setting where it holds, otherwise the nearest value that does.
/// Null when no value holds.</param>
/// <param name="Inequality">The condition with its numbers.</param>
/// <param name="Why">What goes wrong otherwise.</param>
/// <param name="Current">Today's setting; null when not decided.</param>
public sealed record ParameterRule(
    string Key,
    string Unit,
    double? Min,
    double? Max,
    double? Recommended,
    string Inequality,
    string Why,
    double? Current)
{
    private const double Rounding = 1e-9;

    /// <summary>True when no value satisfies both bounds: the model itself has to change.</summary>
    public bool IsImpossible => Recommended is null;

    /// <summary>True when the current setting breaks a bound; a setting that is not decided breaks none.</summary>
    public bool IsViolated => Current is { } value && (value < Low || value > High);

    private double Low => (Min ?? double.NegativeInfinity) * (1 - Rounding);

    private double High => (Max ?? double.PositiveInfinity) * (1 + Rounding);

    internal static ParameterRule Of(
        string key, string unit, double? min, double? max, double? current, double standard, string inequality,
        string why)
    {
        double low = min ?? double.NegativeInfinity;
        double high = max ?? double.PositiveInfinity;
        bool isPossible = low <= high * (1 + Rounding) && double.IsFinite(Math.Max(low, double.MinValue));
        double wanted = current ?? standard;
        return new ParameterRule(
            key, unit, min, max, isPossible ? Math.Max(Math.Min(wanted, high), low) : null, inequality, why, current);
    }
}
