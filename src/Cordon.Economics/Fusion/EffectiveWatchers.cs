using Cordon.Economics.Numbers;

namespace Cordon.Economics.Fusion;

/// <summary>How many independent watchers correlated ones are worth.</summary>
/// <param name="Count">n / (1 + (n-1) rho).</param>
/// <param name="Weight">What each one's log-likelihood ratio counts: 1 / (1 + (n-1) rho).</param>
/// <remarks>The design effect; an approximation for watchers who are pairwise correlated alike.</remarks>
public readonly record struct EffectiveWatchers(double Count, double Weight)
{
    /// <param name="watchers">1 or more.</param>
    /// <param name="pairwiseCorrelation">0 to 1.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static EffectiveWatchers Of(int watchers, double pairwiseCorrelation)
    {
        Require.Range(watchers, 1, int.MaxValue, "n");
        Require.Fraction(pairwiseCorrelation);
        double weight = 1 / (1 + (watchers - 1) * pairwiseCorrelation);
        return new EffectiveWatchers(watchers * weight, weight);
    }
}
