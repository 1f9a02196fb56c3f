namespace Cordon.Detection.Statistics;

/// <summary>How far a value lies from its history, in a measure that a few extremes cannot bend.</summary>
internal static class RobustScore
{
    private const double MadToSigma = 1.4826; // a normal distribution's standard deviation per median deviation
    private const double SpreadFloor = 0.1; // of the median: a history of equal values still has some spread

    // Scratch only: filled anew for every question.
    [ThreadStatic] private static double[]? _scratch;

    /// <summary>The middle value, the mean of the two middle ones of an even number; 0 of none. O(n).</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        Span<double> copy = Scratch(values.Length);
        values.CopyTo(copy);
        return MedianOf(copy);
    }

    /// <summary>(value - median) / spread; the spread is the scaled median absolute deviation, at least a tenth of the
    /// median. Infinite only where all history is zero.</summary>
    public static double Of(double value, ReadOnlySpan<double> history)
    {
        double median = Median(history);
        Span<double> deviations = Scratch(history.Length);
        for (int i = 0; i < deviations.Length; i++) deviations[i] = Math.Abs(history[i] - median);

        double spread = Math.Max(MadToSigma * MedianOf(deviations), SpreadFloor * Math.Abs(median));
        return (value - median) / spread;
    }

    private static Span<double> Scratch(int length)
    {
        if (_scratch is null || _scratch.Length < length) _scratch = new double[Math.Max(length, 256)];
        return _scratch.AsSpan(0, length);
    }

    private static double MedianOf(Span<double> values)
    {
        if (values.IsEmpty) return 0;

        int middle = values.Length / 2;
        Select(values, middle);
        if (values.Length % 2 == 1) return values[middle];

        double below = values[0];
        foreach (double value in values[..middle]) below = Math.Max(below, value);
        return (below + values[middle]) / 2;
    }

    // Hoare's selection: the wanted rank in its place, smaller ones before it. The bounds are checked, so that a
    // history read back from damaged bytes (not a number) gives a wrong score and not an endless loop.
    private static void Select(Span<double> values, int rank)
    {
        (int low, int high) = (0, values.Length - 1);
        while (low < high)
        {
            double pivot = values[rank];
            (int left, int right) = (low, high);
            while (left <= right)
            {
                while (left < high && values[left] < pivot) left++;
                while (right > low && values[right] > pivot) right--;
                if (left > right) break;
                (values[left], values[right]) = (values[right], values[left]);
                (left, right) = (left + 1, right - 1);
            }

            if (right < rank) low = left;
            if (rank < left) high = right;
        }
    }
}
