using Cordon.Economics.Numbers;

namespace Cordon.Economics.Contagion;

/// <summary>Distress spreads from lender to lender: which member's failure costs the whole most?</summary>
/// <remarks>
/// Single hit (Battiston et al. 2012): each passes its first distress on once, with W = min(1, A/E). Multi hit
/// (Bardoscia et al. 2015): h(t+1) = min(1, h(t) + (A/E)(h(t) - h(t-1))), whose limit is the least h = min(1, h0 +
/// (A/E) h); found by iteration, then solved exactly over those that are not gone.
/// </remarks>
public static class DebtRank
{
    private const int RoundsMax = 200_000;
    private const double Converged = 1e-16;
    private const double Gone = 1 - 1e-12;

    /// <summary>Each passes on its first distress only, exactly.</summary>
    /// <exception cref="InvalidInputException">Lists of different length, or stress outside 0 to 1.</exception>
    public static DebtRankResult<Rational> SingleHit(
        DebtRankNetwork<Rational> network, IReadOnlyList<Rational> initialStress)
    {
        Check(network.Checked(value => value.Sign >= 0), initialStress);
        return new DistressSpread<Rational>(network).SingleHit(initialStress);
    }

    /// <summary>The same in floating point, for networks of hundreds.</summary>
    /// <inheritdoc cref="SingleHit(DebtRankNetwork{Rational}, IReadOnlyList{Rational})"/>
    public static DebtRankResult<double> SingleHit(
        DebtRankNetwork<double> network, IReadOnlyList<double> initialStress)
    {
        Check(network.Checked(IsAmount), initialStress);
        return new DistressSpread<double>(network).SingleHit(initialStress);
    }

    /// <summary>Each passes on every increase, in floating point.</summary>
    /// <inheritdoc cref="SingleHit(DebtRankNetwork{Rational}, IReadOnlyList{Rational})"/>
    public static DebtRankResult<double> MultiHit(
        DebtRankNetwork<double> network, IReadOnlyList<double> initialStress)
    {
        Check(network.Checked(IsAmount), initialStress);
        return new DistressSpread<double>(network).Rated(Limit(network, initialStress), initialStress);
    }

    /// <summary>Each passes on every increase, exactly.</summary>
    /// <inheritdoc cref="SingleHit(DebtRankNetwork{Rational}, IReadOnlyList{Rational})"/>
    public static DebtRankResult<Rational> MultiHit(
        DebtRankNetwork<Rational> network, IReadOnlyList<Rational> initialStress)
    {
        Check(network.Checked(value => value.Sign >= 0), initialStress);
        double[] rough = Limit(InFloatingPoint(network), [.. initialStress.Select(stress => stress.ToDouble())]);
        Rational[] exact = Refine(network, initialStress, [.. rough.Select(stress => stress >= Gone)]);
        return new DistressSpread<Rational>(network).Rated(exact, initialStress);
    }

    /// <summary>The additional loss (DebtRank) when each member alone fails, in their order.</summary>
    /// <inheritdoc cref="SingleHit(DebtRankNetwork{Rational}, IReadOnlyList{Rational})"/>
    public static IReadOnlyList<double> OfEachFailure(DebtRankNetwork<double> network)
    {
        network.Checked(IsAmount);
        DistressSpread<double> spread = new(network);
        return [.. Enumerable.Range(0, network.Count).Select(failed =>
        {
            double[] stress = new double[network.Count];
            stress[failed] = 1;
            return spread.SingleHit(stress).DebtRank;
        })];
    }

    private static double[] Limit(DebtRankNetwork<double> network, IReadOnlyList<double> initial)
    {
        double[] stress = [.. initial];
        for (int round = 0; round < RoundsMax; round++)
        {
            double[] next = [.. initial];
            double change = 0;
            for (int i = 0; i < next.Length; i++)
            {
                for (int j = 0; j < next.Length; j++)
                    if (stress[j] > 0 && network.Assets[i][j] > 0)
                        next[i] += network.Assets[i][j] / network.Equity[i] * stress[j];
                next[i] = Math.Min(1, next[i]);
                change = Math.Max(change, next[i] - stress[i]);
            }

            stress = next;
            if (change <= Converged) break;
        }

        return stress;
    }

    // h_U = h0_U + L_UU h_U + L_US 1 over those that are not gone; whoever then exceeds 1 is gone after all.
    private static Rational[] Refine(
        DebtRankNetwork<Rational> network, IReadOnlyList<Rational> initial, bool[] isGone)
    {
        while (true)
        {
            int[] open = [.. Enumerable.Range(0, network.Count).Where(i => !isGone[i])];
            Rational[,] matrix = new Rational[open.Length, open.Length];
            Rational[] right = new Rational[open.Length];
            for (int row = 0; row < open.Length; row++)
            {
                int i = open[row];
                right[row] = initial[i];
                for (int j = 0; j < network.Count; j++)
                    if (isGone[j]) right[row] += Passed(network, i, j);
                for (int column = 0; column < open.Length; column++)
                    matrix[row, column] = (row == column ? 1 : 0) - Passed(network, i, open[column]);
            }

            Rational[]? solved = ExactLinearAlgebra.Solve(matrix, right);
            int[] over = solved is null ? open : [.. open.Where((_, row) => solved[row] > 1 || solved[row].Sign < 0)];
            if (over.Length == 0)
            {
                Rational[] stress = [.. isGone.Select(_ => Rational.One)];
                for (int row = 0; row < open.Length; row++) stress[open[row]] = solved![row];
                return stress;
            }

            foreach (int i in over) isGone[i] = true;
        }
    }

    private static Rational Passed(DebtRankNetwork<Rational> network, int i, int j) =>
        network.Assets[i][j].IsZero || network.Equity[i].IsZero
            ? Rational.Zero
            : network.Assets[i][j] / network.Equity[i];

    private static DebtRankNetwork<double> InFloatingPoint(DebtRankNetwork<Rational> network) => new(
        [.. network.Assets.Select(row => row.Select(amount => amount.ToDouble()).ToArray())],
        [.. network.Equity.Select(amount => amount.ToDouble())],
        [.. network.Weights.Select(amount => amount.ToDouble())]);

    private static bool IsAmount(double value) => double.IsFinite(value) && value >= 0;

    private static void Check(DebtRankNetwork<double> network, IReadOnlyList<double> initialStress)
    {
        Require.SameCount(initialStress.Count, network.Count);
        foreach (double stress in initialStress) Require.Fraction(stress, nameof(initialStress));
    }

    private static void Check(DebtRankNetwork<Rational> network, IReadOnlyList<Rational> initialStress)
    {
        Require.SameCount(initialStress.Count, network.Count);
        foreach (Rational stress in initialStress) Require.Fraction(stress, nameof(initialStress));
    }
}
