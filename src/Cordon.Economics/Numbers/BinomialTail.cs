using MathNet.Numerics;

namespace Cordon.Economics.Numbers;

/// <summary>How likely at least so many of n independent events are.</summary>
internal static class BinomialTail
{
    /// <summary>P(X at least k) for X ~ Binomial(n, p), by the incomplete beta function.</summary>
    public static double AtLeast(int k, int n, double p)
    {
        if (k <= 0) return 1;
        if (k > n || p <= 0) return 0;
        return p >= 1 ? 1 : SpecialFunctions.BetaRegularized(k, n - k + 1, p);
    }
}
