using System.Numerics;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Coalitions;

/// <summary>What each member of a coalition pays for a defence that they share.</summary>
public static class CostSharing
{
    /// <summary>Shares of a cost set by the most demanding member, such as a tier of monitoring.</summary>
    /// <param name="standalone">What each would pay alone, at least 0.</param>
    /// <returns>The Shapley value in closed form (Littlechild and Owen 1973): each step of the stairs is divided
    /// equally among those who need it. O(n log n), any number of members.</returns>
    /// <exception cref="InvalidInputException">No members, or a negative cost.</exception>
    public static Rational[] Airport(IReadOnlyList<Rational> standalone)
    {
        Require.Range(standalone.Count, 1, int.MaxValue, nameof(standalone));
        foreach (Rational cost in standalone) Require.Amount(cost, nameof(standalone));

        Rational[] shares = new Rational[standalone.Count];
        Rational paid = Rational.Zero;
        Rational step = Rational.Zero;
        int left = standalone.Count;
        foreach (int i in Enumerable.Range(0, standalone.Count).OrderBy(i => standalone[i]))
        {
            paid += (standalone[i] - step) / left;
            shares[i] = paid;
            step = standalone[i];
            left--;
        }

        return shares;
    }

    /// <summary>Shares of a capital of independent risks, the root of the sum of their squares.</summary>
    /// <param name="standardDeviations">Of each member's loss, at least 0; up to 20 members.</param>
    /// <returns>The Shapley value, in floating point.</returns>
    /// <exception cref="InvalidInputException">No members, too many, or a negative deviation.</exception>
    public static double[] RiskPool(IReadOnlyList<double> standardDeviations)
    {
        int n = Require.Range(standardDeviations.Count, 1, CostGame.MembersMax, nameof(standardDeviations));
        double[] squares = [.. standardDeviations.Select(s => Require.Amount(s, nameof(standardDeviations)))
            .Select(s => s * s)];
        double[] sums = new double[1 << n];
        for (uint group = 1; group < sums.Length; group++)
            sums[group] = sums[group & (group - 1)] + squares[BitOperations.TrailingZeroCount(group)];

        double[] shares = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (uint group = 0; group < sums.Length; group++)
            {
                if (((group >> i) & 1) == 1) continue;
                double marginal = Math.Sqrt(sums[group | (1u << i)]) - Math.Sqrt(sums[group]);
                shares[i] += marginal / (n * Binomial(n - 1, BitOperations.PopCount(group)));
            }
        }

        return shares;
    }

    /// <summary>The same capital by each risk's marginal share (Euler): s_i^2 over the root of the sum.</summary>
    public static double[] EulerShares(IReadOnlyList<double> standardDeviations)
    {
        double total = Math.Sqrt(standardDeviations.Sum(s => s * s));
        return [.. standardDeviations.Select(s => total > 0 ? s * s / total : 0)];
    }

    private static double Binomial(int n, int k) => MathNet.Numerics.SpecialFunctions.Binomial(n, k);
}
