namespace Cordon.Detection.Statistics;

/// <summary>How far a value lies from its history, in a measure that a few extremes cannot bend.</summary>
internal static class RobustScore
{
    private const double MadToSigma = 1.4826; // a normal distribution's standard deviation per median deviation
    private const double SpreadFloor = 0.1; // of the median: a history of equal values still has some spread

    public static double Median(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return 0;

        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>(value - median) / spread; the spread is the scaled median absolute deviation, at least a tenth of the
    /// median. Infinite only where all history is zero.</summary>
    public static double Of(double value, ReadOnlySpan<double> history)
    {
        double median = Median(history);
        double[] deviations = new double[history.Length];
        for (int i = 0; i < deviations.Length; i++) deviations[i] = Math.Abs(history[i] - median);

        double spread = Math.Max(MadToSigma * Median(deviations), SpreadFloor * Math.Abs(median));
        return (value - median) / spread;
    }
}
