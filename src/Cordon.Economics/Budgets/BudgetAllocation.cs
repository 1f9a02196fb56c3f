using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Budgets;

/// <summary>A security budget divided among things to protect so that the remaining loss is least.</summary>
/// <remarks>
/// Minimises sum w_i e^{-a_i z_i} for sum z_i = Z: z_i = ln(a_i w_i / mu)+ / a_i, by raising the water over targets
/// in the order of their first unit's value. O(n log n).
/// </remarks>
/// <param name="Amounts">What each gets, in their order.</param>
/// <param name="MarginalValue">Loss that one more unit of budget would avoid (mu).</param>
/// <param name="ResidualLoss">What remains.</param>
/// <param name="LossWithoutBudget">What there would be without spending.</param>
public sealed record BudgetAllocation(
    ImmutableArray<double> Amounts, double MarginalValue, double ResidualLoss, double LossWithoutBudget)
{
    /// <param name="expectedLosses">Of each target without spending (w).</param>
    /// <param name="effectiveness">By which each unit of money lowers a target's loss (a): e^{-a z}.</param>
    /// <param name="budget">In all (Z).</param>
    /// <exception cref="InvalidInputException">Lists of different length, or an amount out of range.</exception>
    public static BudgetAllocation Of(
        IReadOnlyList<double> expectedLosses, IReadOnlyList<double> effectiveness, double budget)
    {
        Require.SameCount(effectiveness.Count, expectedLosses.Count);
        Require.Range(expectedLosses.Count, 1, int.MaxValue, nameof(expectedLosses));
        foreach (double loss in expectedLosses) Require.Amount(loss, nameof(expectedLosses));
        foreach (double effect in effectiveness) Require.Positive(effect, nameof(effectiveness));
        Require.Amount(budget);

        double[] firstUnit = [.. expectedLosses.Zip(effectiveness, (loss, effect) => loss * effect)];
        double water = WaterLevel(firstUnit, effectiveness, budget);
        double[] amounts = [.. firstUnit.Select((value, i) =>
            value > 0 ? Math.Max(0, (Math.Log(value) - water) / effectiveness[i]) : 0)];
        return new BudgetAllocation(
            [.. amounts],
            Math.Exp(water),
            amounts.Select((z, i) => expectedLosses[i] * Math.Exp(-effectiveness[i] * z)).Sum(),
            expectedLosses.Sum());
    }

    // ln(mu): the log of the marginal value at which the budget is used up.
    private static double WaterLevel(double[] firstUnit, IReadOnlyList<double> effectiveness, double budget)
    {
        int[] order = [.. Enumerable.Range(0, firstUnit.Length).Where(i => firstUnit[i] > 0)
            .OrderByDescending(i => firstUnit[i])];
        double level = order.Length > 0 ? Math.Log(firstUnit[order[0]]) : double.NegativeInfinity;
        double weighted = 0;
        double width = 0;
        for (int k = 0; k < order.Length; k++)
        {
            double height = Math.Log(firstUnit[order[k]]);
            if (k > 0 && height <= level) break;
            weighted += height / effectiveness[order[k]];
            width += 1 / effectiveness[order[k]];
            level = (weighted - budget) / width;
        }

        return level;
    }
}
