namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>A mean over independent runs.</summary>
/// <param name="Mean">NaN where there was nothing to average.</param>
/// <param name="StandardError">Of the mean; 0 for a single run.</param>
public readonly record struct Estimate(double Mean, double StandardError)
{
    private const double NormalQuantile = 1.959963984540054;

    /// <summary>Lower end of the 95 % confidence interval.</summary>
    public double Low => Mean - NormalQuantile * StandardError;

    /// <summary>Upper end.</summary>
    public double High => Mean + NormalQuantile * StandardError;

    /// <summary>The mean of values, one a run.</summary>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0) return new Estimate(double.NaN, double.NaN);
        double mean = values.Average();
        if (values.Count == 1) return new Estimate(mean, 0);
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new Estimate(mean, Math.Sqrt(variance / values.Count));
    }

    /// <summary>The ratio of two sums over the same runs, such as loss per attack, with its error by linearisation.
    /// </summary>
    public static Estimate Ratio(IReadOnlyList<double> numerators, IReadOnlyList<double> denominators)
    {
        double total = denominators.Sum();
        if (!(total > 0)) return new Estimate(double.NaN, double.NaN);
        double ratio = numerators.Sum() / total;
        int count = numerators.Count;
        if (count == 1) return new Estimate(ratio, 0);
        double squares = 0;
        for (int i = 0; i < count; i++)
        {
            double rest = numerators[i] - ratio * denominators[i];
            squares += rest * rest;
        }

        return new Estimate(ratio, Math.Sqrt(squares * count / (count - 1)) / total);
    }
}
