using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Budgets;

/// <summary>Protocols that infect each other: who invests in security, and whom to subsidise so that all do.</summary>
/// <remarks>
/// Kunreuther and Heal 2003: i invests iff c_i &lt; p L (1-q)^k with k others unprotected. The threshold falls with k,
/// so an equilibrium with m investors has exactly those whose cost is below its threshold: O(n^2) finds all.
/// </remarks>
public sealed record InterdependentSecurity
{
    private readonly double[] _costs;

    /// <param name="breach">Probability of being breached directly (p).</param>
    /// <param name="contagion">Probability that one unprotected other infects (q).</param>
    /// <param name="loss">Of a breach (L).</param>
    /// <param name="costs">Of protection, one a member.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public InterdependentSecurity(double breach, double contagion, double loss, IReadOnlyList<double> costs)
    {
        Require.Fraction(breach);
        Require.Fraction(contagion);
        Require.Amount(loss);
        Require.Range(costs.Count, 1, int.MaxValue, nameof(costs));
        _costs = [.. costs.Select(cost => Require.Amount(cost, nameof(costs)))];
        Thresholds = [.. Enumerable.Range(0, _costs.Length).Select(k => breach * loss * Math.Pow(1 - contagion, k))];
    }

    /// <summary>The cost below which a member invests, by the number of other members without protection.</summary>
    public ImmutableArray<double> Thresholds { get; }

    /// <summary>Every pure equilibrium, from nobody to all; true marks who invests.</summary>
    public ImmutableArray<ImmutableArray<bool>> Equilibria
    {
        get
        {
            ImmutableArray<ImmutableArray<bool>>.Builder found =
                ImmutableArray.CreateBuilder<ImmutableArray<bool>>();
            for (int investors = 0; investors <= _costs.Length; investors++)
            {
                ImmutableArray<bool> profile = Invests(investors);
                if (profile.Count(invests => invests) == investors && IsStable(profile, investors)) found.Add(profile);
            }

            return found.ToImmutable();
        }
    }

    /// <summary>The fewest members whose protection, paid for, lets all others follow of themselves.</summary>
    /// <returns>Their indices, the most expensive first; empty when nobody has to be paid.</returns>
    public ImmutableArray<int> TippingSet
    {
        get
        {
            int[] dearest = [.. Enumerable.Range(0, _costs.Length).OrderByDescending(i => _costs[i])];
            int paid = 0;
            while (!OthersFollow(dearest, paid)) paid++;
            return [.. dearest.Take(paid)];
        }
    }

    // The cheapest decides first, and each that follows lowers the others' risk.
    private bool OthersFollow(int[] dearest, int paid)
    {
        int n = dearest.Length;
        for (int followed = 0; followed < n - paid; followed++)
        {
            int unprotectedOthers = n - paid - followed - 1;
            if (!(_costs[dearest[n - 1 - followed]] < Thresholds[unprotectedOthers])) return false;
        }

        return true;
    }

    private ImmutableArray<bool> Invests(int investors)
    {
        if (investors == 0) return [.. _costs.Select(_ => false)];
        double threshold = Thresholds[_costs.Length - investors];
        return [.. _costs.Select(cost => cost < threshold)];
    }

    private bool IsStable(ImmutableArray<bool> profile, int investors)
    {
        if (investors == _costs.Length) return true;
        double toJoin = Thresholds[_costs.Length - investors - 1];
        return !_costs.Where((cost, i) => !profile[i] && cost < toJoin).Any();
    }
}
