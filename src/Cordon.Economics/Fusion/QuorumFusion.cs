using Cordon.Economics.Numbers;

namespace Cordon.Economics.Fusion;

/// <summary>An alarm when at least k of n independent watchers alert.</summary>
/// <param name="TruePositiveRate">Of the alarm, given an attack.</param>
/// <param name="FalsePositiveRate">Of the alarm, given none.</param>
public readonly record struct QuorumFusion(double TruePositiveRate, double FalsePositiveRate)
{
    /// <param name="watchers">n, 1 or more.</param>
    /// <param name="quorum">k, 0 to n.</param>
    /// <param name="truePositiveRate">Of each watcher.</param>
    /// <param name="falsePositiveRate">Of each watcher.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static QuorumFusion Of(int watchers, int quorum, double truePositiveRate, double falsePositiveRate)
    {
        Require.Range(watchers, 1, 1_000_000, "n");
        Require.Range(quorum, 0, watchers, "k");
        Require.Fraction(truePositiveRate, "tpr");
        Require.Fraction(falsePositiveRate, "fpr");
        return new QuorumFusion(BinomialTail.AtLeast(quorum, watchers, truePositiveRate),
            BinomialTail.AtLeast(quorum, watchers, falsePositiveRate));
    }
}
