using Cordon.Economics.Numbers;
using MathNet.Numerics.Statistics;

namespace Cordon.Economics.Fusion;

/// <summary>Averages that f lying watchers of n cannot move beyond the honest ones' range.</summary>
/// <param name="TrimmedMean">Without the f lowest and the f highest.</param>
public readonly record struct RobustFusion(double TrimmedMean, double Median, double Mean)
{
    /// <param name="values">Log-likelihood ratios, one a watcher.</param>
    /// <param name="liars">f, below half of the watchers.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static RobustFusion Of(IReadOnlyList<double> values, int liars)
    {
        Require.That(values.Count > 0, "log_likelihood_ratios", "an empty list", "at least one");
        foreach (double value in values) Require.Number(value, "log_likelihood_ratios");
        Require.Range(liars, 0, (values.Count - 1) / 2, "f");
        double[] kept = [.. values.Order().Skip(liars).Take(values.Count - 2 * liars)];
        return new RobustFusion(kept.Average(), values.Median(), values.Average());
    }
}
