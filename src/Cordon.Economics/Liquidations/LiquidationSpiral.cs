using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Liquidations;

/// <summary>Liquidated collateral is sold into a pool, its price falls, and more is liquidated.</summary>
/// <remarks>
/// The smallest cascade that feeds itself: from the shocked price, whoever is below its threshold sells everything
/// into x*y=k, p = p0 (X/(X+sold))^2, until nobody else is. Each round liquidates at least one position: at most n
/// rounds of O(n).
/// </remarks>
/// <param name="PriceAfterShock">Before anybody sells.</param>
/// <param name="FinalPrice">When the cascade has ended.</param>
/// <param name="Rounds">Who is liquidated when, by index.</param>
/// <param name="UnitsSold">In all.</param>
/// <param name="TotalDrop">Share of the initial price that is lost in the end.</param>
/// <param name="Amplification">Total drop over the shock alone; 1 without a shock.</param>
public sealed record LiquidationSpiral(
    double PriceAfterShock,
    double FinalPrice,
    ImmutableArray<ImmutableArray<int>> Rounds,
    double UnitsSold,
    double TotalDrop,
    double Amplification)
{
    /// <summary>Everybody liquidated, ascending.</summary>
    public ImmutableArray<int> Liquidated => [.. Rounds.SelectMany(round => round).Order()];

    /// <param name="positions">The borrowers.</param>
    /// <param name="poolTokens">Collateral tokens in the pool (X).</param>
    /// <param name="poolQuote">Quote currency in the pool.</param>
    /// <param name="exogenousPriceDrop">Share by which the price falls from outside, from 0 to 1.</param>
    /// <param name="fee">Share of what is sold that does not enter the pool's product, from 0 to 1.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static LiquidationSpiral Of(
        IReadOnlyList<SpiralPosition> positions,
        double poolTokens,
        double poolQuote,
        double exogenousPriceDrop,
        double fee = 0)
    {
        Check(positions, poolTokens, poolQuote, exogenousPriceDrop, fee);
        double initial = poolQuote / poolTokens;
        double shocked = initial * (1 - exogenousPriceDrop);
        double price = shocked;
        double sold = 0;
        bool[] isLiquidated = new bool[positions.Count];
        ImmutableArray<ImmutableArray<int>>.Builder rounds = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        while (true)
        {
            ImmutableArray<int> fresh = [.. Enumerable.Range(0, positions.Count).Where(i =>
                !isLiquidated[i] && positions[i].Units * price * positions[i].LiqThreshold < positions[i].Debt)];
            if (fresh.IsEmpty) break;

            rounds.Add(fresh);
            foreach (int i in fresh)
            {
                isLiquidated[i] = true;
                sold += positions[i].Units;
            }

            double share = poolTokens / (poolTokens + (sold * (1 - fee)));
            price = shocked * share * share;
        }

        double drop = 1 - (price / initial);
        double unprompted = drop > 0 ? double.PositiveInfinity : 1;
        double amplification = exogenousPriceDrop > 0 ? drop / exogenousPriceDrop : unprompted;
        return new LiquidationSpiral(shocked, price, rounds.ToImmutable(), sold, drop, amplification);
    }

    private static void Check(
        IReadOnlyList<SpiralPosition> positions, double poolTokens, double poolQuote, double drop, double fee)
    {
        Require.Positive(poolTokens);
        Require.Positive(poolQuote);
        Require.Fraction(drop, "exogenousPriceDrop");
        Require.Fraction(fee);
        foreach (SpiralPosition position in positions)
        {
            Require.Amount(position.Units);
            Require.Amount(position.Debt);
            Require.Share(position.LiqThreshold);
        }
    }
}
