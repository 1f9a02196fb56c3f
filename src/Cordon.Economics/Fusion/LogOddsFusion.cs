using Cordon.Economics.Numbers;

namespace Cordon.Economics.Fusion;

/// <summary>Adds evidence as log-odds, counting evidence that is not independent for less.</summary>
public static class LogOddsFusion
{
    /// <summary>ln(p / (1 - p)); infinite at 0 and 1.</summary>
    public static double OfProbability(double probability)
    {
        Require.Fraction(probability);
        return Math.Log(probability) - Precise.Log1p(-probability);
    }

    /// <summary>The probability of log-odds, without overflow at any size.</summary>
    public static double ToProbability(double logOdds) => logOdds >= 0
        ? 1 / (1 + Math.Exp(-logOdds))
        : Math.Exp(logOdds) / (1 + Math.Exp(logOdds));

    /// <summary>What an alert, or its absence, adds to the log-odds of an attack.</summary>
    public static double OfReport(double truePositiveRate, double falsePositiveRate, bool isAlert)
    {
        Require.Fraction(truePositiveRate);
        Require.Fraction(falsePositiveRate);
        return isAlert
            ? Math.Log(truePositiveRate) - Math.Log(falsePositiveRate)
            : Precise.Log1p(-truePositiveRate) - Precise.Log1p(-falsePositiveRate);
    }

    /// <summary>What a sensor that is sure to a probability adds, with its certainty held below a limit.</summary>
    /// <param name="certainty">The probability it claims; below one half it says nothing.</param>
    /// <param name="certaintyMax">No single sensor may settle the matter: between one half and 1.</param>
    public static double OfCertainty(double certainty, double certaintyMax)
    {
        double held = Math.Clamp(certainty, 0.5, certaintyMax);
        return Math.Log(held / (1 - held));
    }

    /// <summary>Prior plus weighted evidence: each piece counts with its share, 0 to 1.</summary>
    /// <remarks>A share below 1 tempers the likelihood of evidence that repeats other evidence.</remarks>
    public static double Sum(double priorLogOdds, IEnumerable<(double LogOdds, double Share)> evidence) =>
        evidence.Aggregate(priorLogOdds, (sum, piece) => sum + piece.LogOdds * piece.Share);

    /// <summary>Prior plus the evidence of watchers who are pairwise correlated alike.</summary>
    /// <param name="priorLogOdds">Before any report.</param>
    /// <param name="evidence">By watcher.</param>
    /// <param name="pairwiseCorrelation">0 independent, 1 copies of each other.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static double SumCorrelated(
        double priorLogOdds, IReadOnlyList<double> evidence, double pairwiseCorrelation) => evidence.Count == 0
        ? priorLogOdds
        : priorLogOdds + evidence.Sum() * EffectiveWatchers.Of(evidence.Count, pairwiseCorrelation).Weight;
}
