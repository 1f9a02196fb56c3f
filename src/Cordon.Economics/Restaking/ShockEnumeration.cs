using System.Numerics;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>Loss after a shock by trying every shock and every coalition: exact, for small graphs.</summary>
/// <remarks>A cascade of attacks is, taken together, one valid attack on what the shock left (its profits exceed its
/// stakes summed, and each quorum is reached a fortiori because alpha is at most 1), so that one level of coalitions
/// covers all cascades. 3^n pairs.</remarks>
public static class ShockEnumeration
{
    /// <summary>The most validators with stake that are tried.</summary>
    public const int ValidatorsMax = 14;

    /// <summary>Returns the losses for each share, in the order given.</summary>
    /// <exception cref="InvalidInputException">The graph is too large, or a share is not in [0, 1].</exception>
    public static IReadOnlyList<ShockLoss> Of(RestakingGraph graph, IReadOnlyList<Rational> shares)
    {
        int[] staked = [.. Enumerable.Range(0, graph.Validators.Count)
            .Where(v => graph.Validators[v].Stake.Sign > 0)];
        Require.That(staked.Length <= ValidatorsMax, "graph", $"{staked.Length} validators with stake",
            $"at most {ValidatorsMax}, since every shock is tried");
        for (int i = 0; i < shares.Count; i++)
        {
            Require.That(shares[i].Sign >= 0 && shares[i] <= Rational.One, $"psi[{i}]",
                shares[i], "a fraction from 0 to 1");
        }

        Rational total = graph.TotalStake();
        if (total.Sign == 0) return [.. shares.Select(psi => new ShockLoss(psi, psi, default))];
        BigInteger[] worstCoalition = WorstCoalitions(graph, staked, out BigInteger[] sums, out BigInteger scale);
        return [.. shares.Select(psi => LossAt(psi, total * scale, sums, worstCoalition))];
    }

    private static ShockLoss LossAt(
        Rational psi, Rational total, BigInteger[] sums, BigInteger[] worstCoalition)
    {
        BigInteger coalition = 0;
        BigInteger together = 0;
        for (int shock = 0; shock < sums.Length; shock++)
        {
            if ((Rational)sums[shock] > psi * total) continue;
            coalition = BigInteger.Max(coalition, worstCoalition[shock]);
            together = BigInteger.Max(together, sums[shock] + worstCoalition[shock]);
        }

        return new ShockLoss(psi, psi + (Rational)coalition / total, (Rational)together / total);
    }

    private static BigInteger[] WorstCoalitions(
        RestakingGraph graph, int[] staked, out BigInteger[] sums, out BigInteger scale)
    {
        scale = graph.Validators.Aggregate(BigInteger.One, (lcm, v) => Lcm(lcm, v.Stake.Denominator));
        scale = graph.Services.Aggregate(scale, (lcm, s) => Lcm(lcm, s.Profit.Denominator));
        BigInteger factor = scale;
        BigInteger[] stakes = [.. staked.Select(v => (graph.Validators[v].Stake * factor).Numerator)];
        sums = SubsetSums(stakes);
        int[] yielding = [.. Enumerable.Range(0, graph.Services.Count).Where(s => graph.Services[s].Profit.Sign > 0)];
        int[] guards = [.. yielding.Select(s => MaskOf(graph, staked, s))];
        BigInteger[] profits = [.. yielding.Select(s => (graph.Services[s].Profit * factor).Numerator)];

        int all = sums.Length - 1;
        BigInteger[] worst = new BigInteger[sums.Length];
        BigInteger[] quorums = new BigInteger[yielding.Length];
        for (int shock = 0; shock <= all; shock++)
        {
            int left = all & ~shock;
            for (int i = 0; i < yielding.Length; i++)
                quorums[i] = Rational.Ceiling(graph.Services[yielding[i]].Alpha * sums[guards[i] & left]);
            for (int coalition = left; coalition > 0; coalition = (coalition - 1) & left)
            {
                if (sums[coalition] <= worst[shock]) continue;
                BigInteger profit = 0;
                for (int i = 0; i < yielding.Length; i++)
                    if (sums[guards[i] & coalition] >= quorums[i]) profit += profits[i];
                if (profit > sums[coalition]) worst[shock] = sums[coalition];
            }
        }

        return worst;
    }

    private static int MaskOf(RestakingGraph graph, int[] staked, int service)
    {
        int mask = 0;
        for (int i = 0; i < staked.Length; i++)
            if (graph.ServicesOf(staked[i]).BinarySearch(service) >= 0) mask |= 1 << i;
        return mask;
    }

    private static BigInteger[] SubsetSums(BigInteger[] stakes)
    {
        BigInteger[] sums = new BigInteger[1 << stakes.Length];
        for (int i = 0; i < stakes.Length; i++)
            for (int k = 0; k < 1 << i; k++) sums[(1 << i) + k] = sums[k] + stakes[i];
        return sums;
    }

    private static BigInteger Lcm(BigInteger left, BigInteger right) =>
        left / BigInteger.GreatestCommonDivisor(left, right) * right;
}
