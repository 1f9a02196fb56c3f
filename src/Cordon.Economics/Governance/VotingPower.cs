using System.Collections.Immutable;
using System.Numerics;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Governance;

/// <summary>How often each voter decides: power is not proportional to weight.</summary>
/// <remarks>
/// Counts coalitions by size and weight (generating functions): O(n^2 * sums), where sums is the number of different
/// weights that coalitions have; equal weights are counted once.
/// </remarks>
/// <param name="ShapleyShubik">Share of all orders in which each turns a loss into a win.</param>
/// <param name="BanzhafSwings">Coalitions of others that each turns into winning ones.</param>
/// <param name="BanzhafNormalised">The swings as shares of all swings.</param>
public sealed record VotingPower(
    ImmutableArray<Rational> ShapleyShubik,
    ImmutableArray<BigInteger> BanzhafSwings,
    ImmutableArray<Rational> BanzhafNormalised)
{
    private const int VotersMax = 400;
    private const int SumsMax = 2_000_000;

    /// <param name="weights">At least 0.</param>
    /// <param name="quota">Weight that wins; above 0, at most all.</param>
    /// <exception cref="InvalidInputException">No voters, a quota that none or nobody can reach, or too many different
    /// weights to count exactly.</exception>
    public static VotingPower Of(IReadOnlyList<Rational> weights, Rational quota)
    {
        Require.Range(weights.Count, 1, VotersMax, nameof(weights));
        foreach (Rational weight in weights) Require.Amount(weight, nameof(weights));
        if (quota.Sign <= 0 || quota > Rational.Sum(weights))
            throw new InvalidInputException(nameof(quota), $"{quota}", "above 0, at most the sum of the weights");

        int n = weights.Count;
        BigInteger[] factorial = new BigInteger[n + 1];
        factorial[0] = 1;
        for (int i = 1; i <= n; i++) factorial[i] = factorial[i - 1] * i;

        Dictionary<Rational, (BigInteger Swings, BigInteger Orders)> byWeight = [];
        foreach (Rational weight in weights.Distinct())
        {
            BigInteger swings = 0;
            BigInteger orders = 0;
            foreach ((Rational sum, BigInteger[] bySize) in Coalitions(weights, weight))
            {
                if (sum >= quota || sum + weight < quota) continue;
                for (int size = 0; size < n; size++)
                {
                    swings += bySize[size];
                    orders += bySize[size] * factorial[size] * factorial[n - size - 1];
                }
            }

            byWeight[weight] = (swings, orders);
        }

        BigInteger all = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + byWeight[weight].Swings);
        return new VotingPower(
            [.. weights.Select(weight => new Rational(byWeight[weight].Orders, factorial[n]))],
            [.. weights.Select(weight => byWeight[weight].Swings)],
            [.. weights.Select(weight => new Rational(byWeight[weight].Swings, all))]);
    }

    // Coalitions of all voters but one of the given weight: by their weight, how many of each size.
    private static Dictionary<Rational, BigInteger[]> Coalitions(IReadOnlyList<Rational> weights, Rational without)
    {
        int n = weights.Count;
        int skipped = Enumerable.Range(0, n).First(i => weights[i] == without);
        Dictionary<Rational, BigInteger[]> sums = new() { [Rational.Zero] = new BigInteger[n] };
        sums[Rational.Zero][0] = 1;
        for (int i = 0; i < n; i++)
        {
            if (i == skipped) continue;
            foreach ((Rational sum, BigInteger[] bySize) in sums.OrderByDescending(entry => entry.Key).ToArray())
            {
                if (!sums.TryGetValue(sum + weights[i], out BigInteger[]? raised))
                    sums[sum + weights[i]] = raised = new BigInteger[n];
                for (int size = n - 1; size > 0; size--) raised[size] += bySize[size - 1];
            }

            if (sums.Count > SumsMax / n)
                throw new InvalidInputException(nameof(weights), $"{n} voters of very different weights",
                    "fewer voters, or weights rounded to fewer digits");
        }

        return sums;
    }
}
