using System.Numerics;
using System.Runtime.CompilerServices;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>Raises a quorum to the smallest stake that some coalition really has: no attack is lost.</summary>
public static class QuorumTightening
{
    private const long WordsMax = 200_000_000; // about a tenth of a second of shifting
    private const int HalvesMax = 36; // two halves of at most 2^18 sums each

    /// <summary>Returns by service the smallest subset sum of its validators' stakes that reaches the quorum; where
    /// that is out of reach the quorum rounded up to the stakes' common measure.</summary>
    public static Rational[] Of(RestakingGraph graph)
    {
        Rational[] quorums = new Rational[graph.Services.Count];
        for (int s = 0; s < quorums.Length; s++)
        {
            quorums[s] = graph.Quorum(s);
            if (graph.StakeBehind(s).Sign == 0 || graph.Services[s].Profit.Sign == 0) continue;
            List<Rational> stakes = [];
            foreach (int v in graph.ValidatorsOf(s)) stakes.Add(graph.Validators[v].Stake);
            quorums[s] = Smallest(stakes, quorums[s]);
        }

        return quorums;
    }

    /// <summary>The smallest subset sum that reaches the quorum, or a value between the two.</summary>
    internal static Rational Smallest(IReadOnlyList<Rational> stakes, Rational quorum)
    {
        BigInteger scale = stakes.Aggregate(BigInteger.One, (lcm, stake) => Lcm(lcm, stake.Denominator));
        BigInteger[] whole = [.. stakes.Select(stake => (stake * scale).Numerator).Where(stake => stake.Sign > 0)];
        BigInteger measure = whole.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        if (measure.IsZero) return quorum;

        Rational unit = new(measure, scale);
        BigInteger needed = Rational.Ceiling(quorum / unit);
        BigInteger total = whole.Aggregate(BigInteger.Zero, (sum, stake) => sum + stake / measure);
        if (needed > total) return quorum;
        BigInteger[] parts = [.. whole.Select(stake => stake / measure)];
        return unit * SmallestWhole(parts, needed, total);
    }

    // What is left out of a smallest coalition is a largest subset within total - needed.
    private static BigInteger SmallestWhole(BigInteger[] parts, BigInteger needed, BigInteger total)
    {
        BigInteger room = total - needed;
        if ((room / 64 + 1) * parts.Length <= WordsMax && room < int.MaxValue)
            return total - LargestWithin(parts, (int)room);
        if (parts.Length <= HalvesMax) return total - LargestOfHalves(parts, room);
        return needed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LargestWithin(BigInteger[] parts, int room)
    {
        ulong[] reached = new ulong[room / 64 + 1];
        reached[0] = 1;
        foreach (BigInteger part in parts)
        {
            if (part <= room) ShiftOr(reached, (int)part);
        }

        for (int sum = room; ; sum--)
        {
            if ((reached[sum / 64] >> (sum % 64) & 1) != 0) return sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShiftOr(ulong[] bits, int shift)
    {
        (int words, int rest) = (shift / 64, shift % 64);
        for (int i = bits.Length - 1; i >= words; i--)
        {
            ulong moved = bits[i - words] << rest;
            if (rest > 0 && i > words) moved |= bits[i - words - 1] >> (64 - rest);
            bits[i] |= moved;
        }
    }

    private static BigInteger LargestOfHalves(BigInteger[] parts, BigInteger room)
    {
        BigInteger[] low = SortedSums(parts[..(parts.Length / 2)]);
        BigInteger[] high = SortedSums(parts[(parts.Length / 2)..]);
        BigInteger best = default;
        int j = high.Length - 1;
        foreach (BigInteger sum in low)
        {
            while (j >= 0 && sum + high[j] > room) j--;
            if (j < 0) break;
            best = BigInteger.Max(best, sum + high[j]);
        }

        return best;
    }

    private static BigInteger[] SortedSums(BigInteger[] parts)
    {
        BigInteger[] sums = new BigInteger[1 << parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            int half = 1 << i;
            for (int k = 0; k < half; k++) sums[half + k] = sums[k] + parts[i];
        }

        Array.Sort(sums);
        return sums;
    }

    private static BigInteger Lcm(BigInteger left, BigInteger right) =>
        left / BigInteger.GreatestCommonDivisor(left, right) * right;
}
