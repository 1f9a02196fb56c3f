using System.Collections.Immutable;
using System.Numerics;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Corruption;

/// <summary>The subset with the largest sum that stays within a capacity.</summary>
/// <remarks>
/// Keeps the list of reachable sums, member by member. While the lists stay within the memory granted the answer is
/// exact; longer ones are thinned (the lowest and the highest sum of each bucket stay), and the answer then says by
/// how much it may fall short: at most one bucket a thinning. O(members * sums).
/// </remarks>
internal static class SubsetSum
{
    private const int SumsInAll = 1 << 19;
    private const int SumsMin = 64;

    public static SubsetChoice LargestWithin(IReadOnlyList<Rational> weights, Rational capacity, bool isStrict)
    {
        BigInteger scale = weights.Aggregate(BigInteger.One, (lcm, w) => Lcm(lcm, w.Denominator));
        BigInteger limit = isStrict ? Rational.Ceiling(capacity * scale) - 1 : Rational.Floor(capacity * scale);
        if (limit.Sign < 0) return new SubsetChoice([], Rational.Zero, Rational.Zero);

        int sumsMax = Math.Max(SumsMin, SumsInAll / Math.Max(1, weights.Count));
        List<SumLayer> layers = [SumLayer.Start];
        BigInteger slack = BigInteger.Zero;
        BigInteger total = (Rational.Sum(weights) * scale).Numerator;
        foreach (Rational weight in weights)
        {
            BigInteger whole = (weight * scale).Numerator;
            SumLayer next = layers[^1].With(whole, limit);
            if (next.Count > sumsMax)
            {
                BigInteger bucket = (limit / (sumsMax / 2)) + 1;
                next = next.Thinned(bucket);
                slack += bucket;
            }

            layers.Add(next);
            if (next.Largest == limit) break; // nothing can be better
        }

        BigInteger best = layers[^1].Largest;
        BigInteger bound = BigInteger.Min(BigInteger.Min(limit, total), best + slack);
        return new SubsetChoice(Trace(layers), new Rational(best, scale), new Rational(bound, scale));
    }

    private static ImmutableArray<int> Trace(List<SumLayer> layers)
    {
        ImmutableArray<int>.Builder members = ImmutableArray.CreateBuilder<int>();
        int at = layers[^1].Count - 1;
        for (int layer = layers.Count - 1; layer > 0; layer--)
        {
            (at, bool isTaken) = layers[layer].Origin(at);
            if (isTaken) members.Add(layer - 1);
        }

        members.Reverse();
        return members.ToImmutable();
    }

    private static BigInteger Lcm(BigInteger a, BigInteger b) => a / BigInteger.GreatestCommonDivisor(a, b) * b;
}
