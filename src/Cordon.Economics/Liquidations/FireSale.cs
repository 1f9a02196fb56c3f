using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Liquidations;

/// <summary>Banks, treasuries or leveraged funds sell one asset to keep their capital ratio, and its price falls.
/// </summary>
/// <remarks>
/// Cifuentes, Ferrucci, Shin 2005: p = p0 exp(-k * sum of sales); each sells until equity/(p(q-s)) reaches the ratio,
/// everything when its equity is gone. The greatest fixed point, by iteration downwards from the exogenous price.
/// </remarks>
/// <param name="Price">At which nobody has to sell more.</param>
/// <param name="UnitsSold">By each, in their order.</param>
public sealed record FireSale(double Price, ImmutableArray<double> UnitsSold)
{
    private const int RoundsMax = 1_000_000;
    private const double Converged = 1e-15;

    /// <param name="banks">Who may have to sell.</param>
    /// <param name="exogenousPrice">Before anybody sells (p0).</param>
    /// <param name="impact">Share of the price that one unit sold costs, about (k); at least 0.</param>
    /// <param name="minCapitalRatio">Equity over illiquid assets that each has to keep, above 0.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static FireSale Of(
        IReadOnlyList<FireSaleBank> banks, double exogenousPrice, double impact, double minCapitalRatio)
    {
        Require.Positive(exogenousPrice);
        Require.Amount(impact);
        Require.Positive(minCapitalRatio);
        foreach (FireSaleBank bank in banks)
        {
            Require.Amount(bank.IlliquidUnits);
            Require.Amount(bank.Cash);
            Require.Amount(bank.Liabilities);
        }

        double price = exogenousPrice;
        for (int round = 0; round < RoundsMax; round++)
        {
            double next = exogenousPrice * Math.Exp(-impact * banks.Sum(bank => Sold(bank, price, minCapitalRatio)));
            bool isSettled = Math.Abs(price - next) <= Converged * price;
            price = next;
            if (isSettled || price == 0) break;
        }

        return new FireSale(price, [.. banks.Select(bank => Sold(bank, price, minCapitalRatio))]);
    }

    private static double Sold(FireSaleBank bank, double price, double ratio)
    {
        if (price == 0) return bank.IlliquidUnits;
        double equity = (bank.IlliquidUnits * price) + bank.Cash - bank.Liabilities;
        return Math.Clamp(bank.IlliquidUnits - (equity / (ratio * price)), 0, bank.IlliquidUnits);
    }
}
