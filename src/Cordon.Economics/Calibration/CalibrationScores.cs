using Cordon.Economics.Numbers;

namespace Cordon.Economics.Calibration;

/// <summary>How good probabilities were, against what came: from labelled signals, incidents or slashings.</summary>
public sealed record CalibrationScores
{
    /// <summary>How many forecasts.</summary>
    public required int Count { get; init; }

    /// <summary>How many came true.</summary>
    public required int Positives { get; init; }

    /// <summary>The probability that a true case is ranked above a false one, ties half, exactly; null where there are
    /// only one kind.</summary>
    public required Rational? Auc { get; init; }

    /// <summary>The mean squared error: 0 perfect, 0.25 for always saying one half.</summary>
    public required double Brier { get; init; }

    /// <summary>The mean of -ln of the probability given to what came; infinite after a certain forecast that failed.
    /// </summary>
    public required double LogLoss { get; init; }

    /// <summary>1 - Brier / (Brier of always saying the base rate); null where there is only one kind.</summary>
    public required double? BrierSkill { get; init; }

    /// <summary>The mean distance of forecast and frequency over the bins, weighted by their size.</summary>
    public required double ExpectedCalibrationError { get; init; }

    /// <summary>Bins (b/n, (b+1)/n] of equal width; 0 belongs to the first.</summary>
    public required IReadOnlyList<ReliabilityBin> Bins { get; init; }

    /// <summary>Scores forecasts.</summary>
    /// <param name="forecasts">Probabilities.</param>
    /// <param name="outcomes">Whether each came true.</param>
    /// <param name="bins">1 to 1,000.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static CalibrationScores Of(IReadOnlyList<double> forecasts, IReadOnlyList<bool> outcomes, int bins = 10)
    {
        Require.That(forecasts.Count > 0, "scores", "an empty list", "at least one forecast");
        Require.SameCount(outcomes.Count, forecasts.Count, "labels");
        Require.Range(bins, 1, 1_000, "ece_bins");
        for (int i = 0; i < forecasts.Count; i++) Require.Fraction(forecasts[i], $"scores[{i}]");

        int positives = outcomes.Count(came => came);
        double baseRate = (double)positives / outcomes.Count;
        double brier = forecasts.Zip(outcomes, (p, came) => Square(p - (came ? 1 : 0))).Average();
        ReliabilityBin[] table = Table(forecasts, outcomes, bins);
        return new CalibrationScores
        {
            Count = forecasts.Count,
            Positives = positives,
            Auc = AreaUnderCurve(forecasts, outcomes),
            Brier = brier,
            LogLoss = forecasts.Zip(outcomes, (p, came) => -Math.Log(came ? p : 1 - p)).Average(),
            BrierSkill = positives > 0 && positives < outcomes.Count
                ? 1 - brier / (baseRate * (1 - baseRate))
                : null,
            ExpectedCalibrationError = table.Where(bin => bin.Count > 0)
                .Sum(bin => Math.Abs(bin.MeanForecast - bin.ObservedShare) * bin.Count) / forecasts.Count,
            Bins = table,
        };
    }

    private static ReliabilityBin[] Table(IReadOnlyList<double> forecasts, IReadOnlyList<bool> outcomes, int bins)
    {
        int[] counts = new int[bins];
        int[] came = new int[bins];
        double[] sums = new double[bins];
        for (int i = 0; i < forecasts.Count; i++)
        {
            int bin = Math.Clamp((int)(forecasts[i] * bins), 0, bins - 1);
            while (bin > 0 && forecasts[i] <= (double)bin / bins) bin--;
            while (bin < bins - 1 && forecasts[i] > (double)(bin + 1) / bins) bin++;
            counts[bin]++;
            sums[bin] += forecasts[i];
            if (outcomes[i]) came[bin]++;
        }

        return [.. Enumerable.Range(0, bins).Select(b => new ReliabilityBin(
            (double)b / bins, (double)(b + 1) / bins, counts[b], sums[b] / counts[b], (double)came[b] / counts[b]))];
    }

    // Mann and Whitney by ranks; tied scores share their mean rank. Twice the ranks are whole.
    private static Rational? AreaUnderCurve(IReadOnlyList<double> forecasts, IReadOnlyList<bool> outcomes)
    {
        long positives = outcomes.Count(came => came);
        long negatives = outcomes.Count - positives;
        if (positives == 0 || negatives == 0) return null;
        int[] order = [.. Enumerable.Range(0, forecasts.Count).OrderBy(i => forecasts[i])];
        long twiceRanks = 0;
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            long came = 0;
            for (; end < order.Length && forecasts[order[end]] == forecasts[order[start]]; end++)
                if (outcomes[order[end]]) came++;
            twiceRanks += came * (start + 1 + end);
            start = end;
        }

        return new Rational(twiceRanks - positives * (positives + 1), 2 * positives * negatives);
    }

    private static double Square(double x) => x * x;
}
