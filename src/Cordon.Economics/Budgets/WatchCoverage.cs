using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Budgets;

/// <summary>Watch time divided among targets so that the best target left to an attacker is worth the least.</summary>
/// <remarks>
/// ORIGAMI (Kiekintveld et al. 2009): every target in the attack set is made equally attractive,
/// c_i = (U_i - x)/(U_i - U_i covered). Solved in closed form for each size of the set. O(n log n).
/// </remarks>
/// <param name="AttackerValue">What attacking is worth (x).</param>
/// <param name="Coverage">Share of the time that each target is watched, in their order.</param>
/// <param name="AttackSetSize">Targets that are equally attractive to the attacker.</param>
public sealed record WatchCoverage(double AttackerValue, ImmutableArray<double> Coverage, int AttackSetSize)
{
    private const double Tie = 1e-12;

    public double ResourcesUsed => Coverage.Sum();

    /// <param name="attackerUncovered">What an attacker gains at each target when nobody watches.</param>
    /// <param name="attackerCovered">What it gains when somebody does; less than uncovered.</param>
    /// <param name="resources">Watchers, counted in shares of their time.</param>
    /// <exception cref="InvalidInputException">Lists of different length, or watching does not hurt the attacker.
    /// </exception>
    public static WatchCoverage Of(
        IReadOnlyList<double> attackerUncovered, IReadOnlyList<double> attackerCovered, double resources)
    {
        Require.Range(attackerUncovered.Count, 1, int.MaxValue, nameof(attackerUncovered));
        Require.SameCount(attackerCovered.Count, attackerUncovered.Count);
        Require.Amount(resources);
        for (int i = 0; i < attackerCovered.Count; i++)
        {
            double free = Require.Finite(attackerUncovered[i], nameof(attackerUncovered));
            if (Require.Finite(attackerCovered[i], nameof(attackerCovered)) >= free)
                throw Require.Fault(nameof(attackerCovered), attackerCovered[i], $"less than uncovered, {free:R}");
        }

        // Watched all the time, a target is still worth its covered value: nothing lowers x below the largest.
        double value = Math.Max(Level(attackerUncovered, attackerCovered, resources), attackerCovered.Max());
        double tie = Tie * Math.Max(1, Math.Abs(value));
        return new WatchCoverage(
            value,
            [.. attackerUncovered.Select((free, i) => Math.Clamp((free - value) / (free - attackerCovered[i]), 0, 1))],
            attackerUncovered.Count(free => free >= value - tie));
    }

    private static double Level(IReadOnlyList<double> free, IReadOnlyList<double> covered, double resources)
    {
        double level = free.Max();
        double weighted = 0;
        double width = 0;
        foreach (int i in Enumerable.Range(0, free.Count).OrderByDescending(i => free[i]))
        {
            if (free[i] < level) break;
            weighted += free[i] / (free[i] - covered[i]);
            width += 1 / (free[i] - covered[i]);
            level = (weighted - resources) / width;
        }

        return level;
    }
}
