using Cordon.Economics.Numbers;
using MathNet.Numerics;

namespace Cordon.Economics.Survival;

/// <summary>Whether two groups of durations follow the same curve.</summary>
/// <param name="Observed">Events of the first group.</param>
/// <param name="Expected">Its events if both were alike.</param>
/// <param name="Variance">Of the difference (hypergeometric).</param>
public sealed record LogRankTest(double Observed, double Expected, double Variance)
{
    /// <summary>One degree of freedom; NaN where no event could have fallen in either group.</summary>
    public double ChiSquare => (Observed - Expected) * (Observed - Expected) / Variance;

    /// <summary>Probability of so large a difference if both were alike.</summary>
    public double PValue => SpecialFunctions.Erfc(Math.Sqrt(ChiSquare / 2));

    /// <exception cref="InvalidInputException">A group is empty.</exception>
    public static LogRankTest Of(IReadOnlyList<Duration> first, IReadOnlyList<Duration> second)
    {
        Require.That(first.Count > 0, "group1", "an empty list", "at least one duration");
        Require.That(second.Count > 0, "group2", "an empty list", "at least one duration");
        double expected = 0;
        double variance = 0;
        Rational[] times = [.. first.Concat(second).Where(d => d.IsEvent).Select(d => d.Time).Distinct().Order()];
        foreach (Rational time in times)
        {
            double atRiskFirst = first.Count(d => d.Time >= time);
            double atRisk = atRiskFirst + second.Count(d => d.Time >= time);
            double events = first.Concat(second).Count(d => d.IsEvent && d.Time == time);
            double share = atRiskFirst / atRisk;
            expected += events * share;
            if (atRisk > 1) variance += events * share * (1 - share) * (atRisk - events) / (atRisk - 1);
        }

        return new LogRankTest(first.Count(d => d.IsEvent), expected, variance);
    }
}
