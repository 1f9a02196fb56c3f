using Cordon.Economics.Numbers;

namespace Cordon.Economics.Liquidations;

/// <summary>One borrower's collateral and debt, and what a fall of the price does to it.</summary>
/// <remarks>A liquidation lowers the loan-to-value only while LTV*(1+bonus) &lt; 1 (Warmuz, Chaudhary, Pinna 2022,
/// arXiv:2212.07306); above that line it makes the loan worse.</remarks>
public sealed record LendingPosition
{
    public required double CollateralUnits { get; init; }

    /// <summary>Of a unit of collateral, in units of debt.</summary>
    public required double Price { get; init; }

    public required double Debt { get; init; }

    /// <summary>Share of the collateral's value that debt may reach (LT), above 0, at most 1.</summary>
    public required double LiqThreshold { get; init; }

    /// <summary>What a liquidator earns on what it repays (b), at least 0.</summary>
    public required double LiqBonus { get; init; }

    /// <summary>Share of the debt that one liquidation may repay, from 0 to 1.</summary>
    public double CloseFactor { get; init; } = 0.5;

    public double CollateralValue => CollateralUnits * Price;

    /// <summary>Below 1 it may be liquidated; infinite without debt.</summary>
    public double Health => Debt > 0 ? CollateralValue * LiqThreshold / Debt : double.PositiveInfinity;

    /// <summary>The price at which it may be liquidated; infinite when no price is enough.</summary>
    public double LiquidationPrice =>
        Debt == 0 ? 0 : CollateralUnits > 0 ? Debt / (CollateralUnits * LiqThreshold) : double.PositiveInfinity;

    public double LoanToValue =>
        Debt == 0 ? 0 : CollateralValue > 0 ? Debt / CollateralValue : double.PositiveInfinity;

    /// <summary>The loan-to-value above which each liquidation raises it further: 1/(1+b).</summary>
    public double ToxicLoanToValue => 1 / (1 + LiqBonus);

    /// <summary>The loan-to-value after the largest single liquidation.</summary>
    public double LoanToValueAfterLiquidation
    {
        get
        {
            double repaid = Math.Min(CloseFactor * Debt, CollateralValue / (1 + LiqBonus));
            double left = CollateralValue - (repaid * (1 + LiqBonus));
            double owed = Debt - repaid;
            return owed <= 0 ? 0 : left > 0 ? owed / left : double.PositiveInfinity;
        }
    }

    /// <summary>The position at a price lower by a share.</summary>
    public LendingPosition After(double priceDrop) => this with { Price = Price * (1 - Require.Fraction(priceDrop)) };

    /// <summary>The debt to repay by liquidation so that the health becomes the target: (hD - LT*C)/(h - LT(1+b)).
    /// </summary>
    /// <returns>0 when it is there already; infinite when liquidating never gets it there.</returns>
    public double RepayToHealth(double target)
    {
        Require.Positive(target);
        double missing = (target * Debt) - (LiqThreshold * CollateralValue);
        if (missing <= 0) return 0;
        double gained = target - (LiqThreshold * (1 + LiqBonus));
        return gained > 0 ? missing / gained : double.PositiveInfinity;
    }

    /// <summary>This, after a check of every quantity.</summary>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public LendingPosition Checked()
    {
        Require.Amount(CollateralUnits);
        Require.Amount(Price);
        Require.Amount(Debt);
        Require.Share(LiqThreshold);
        Require.Amount(LiqBonus);
        Require.Fraction(CloseFactor);
        return this;
    }
}
