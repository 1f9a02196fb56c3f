using Cordon.Economics.Numbers;

namespace Cordon.Economics.Coalitions;

/// <summary>A division of the cost that leaves every group as content as it can be.</summary>
/// <remarks>
/// The least core: minimises the worst complaint over all groups, by a linear program to which violated groups are
/// added until none is left. Exact.
/// </remarks>
/// <param name="Shares">Of each member.</param>
/// <param name="WorstComplaint">Of the least content group; above 0 the core is empty, and a group wants to leave.
/// </param>
public sealed record Core(IReadOnlyList<Rational> Shares, Rational WorstComplaint)
{
    /// <summary>True when some division leaves nobody better off alone.</summary>
    public bool IsEmpty => WorstComplaint.Sign > 0;

    /// <summary>Finds it.</summary>
    /// <param name="game">The game.</param>
    /// <param name="isCost">True when members pay; false when they earn.</param>
    public static Core Of(CostGame game, bool isCost)
    {
        // A game of earnings v is one of costs -v whose shares are negated.
        CostGame costs = isCost ? game : new CostGame(game.Members, group => -game[group]);
        List<uint> groups = [.. Enumerable.Range(0, costs.Members).Select(i => 1u << i)];
        if (costs.Members == 1) return new Core([game.Total], Rational.Zero);

        while (true)
        {
            (Rational[] shares, Rational complaint) = Solve(costs, groups);
            (uint group, Rational worst) = costs.WorstComplaint(shares, isCost: true);
            if (worst <= complaint || groups.Contains(group))
                return new Core(isCost ? shares : [.. shares.Select(share => -share)], complaint);
            groups.Add(group);
        }
    }

    // min e for x(S) - e <= c(S), x(N) = c(N).
    private static (Rational[] Shares, Rational Complaint) Solve(CostGame costs, List<uint> groups)
    {
        int n = costs.Members;
        int last = n - 1;
        Rational all = costs.Total;

        // Without the last share: x_last = c(N) - the others. Free variables are differences of two that are not.
        // Maximise t = M - e with e shifted below zero by M, so that the origin is feasible.
        Rational[] constants = [.. groups.Select(group => costs[group] - (Has(group, last) ? all : Rational.Zero))];
        Rational shift = Rational.Max(Rational.Zero, -constants.Min());
        List<Rational[]> rows = [];
        List<Rational> right = [];
        for (int g = 0; g < groups.Count; g++)
        {
            Rational[] row = new Rational[(2 * last) + 1];
            for (int i = 0; i < last; i++)
            {
                int sign = (Has(groups[g], i) ? 1 : 0) - (Has(groups[g], last) ? 1 : 0);
                (row[2 * i], row[(2 * i) + 1]) = (sign, -sign);
            }

            row[^1] = 1;
            rows.Add(row);
            right.Add(constants[g] + shift);
        }

        Rational[] objective = new Rational[(2 * last) + 1];
        objective[^1] = 1;
        (Rational lowered, Rational[] point, _) = ExactLinearProgram.Maximise(rows, right, objective)
            ?? throw new InvalidOperationException("the least core is bounded once every member is in some group");
        Rational[] shares = new Rational[n];
        for (int i = 0; i < last; i++) shares[i] = point[2 * i] - point[(2 * i) + 1];
        shares[last] = all - Rational.Sum(shares[..last]);
        return (shares, shift - lowered);
    }

    private static bool Has(uint group, int member) => ((group >> member) & 1) == 1;
}
