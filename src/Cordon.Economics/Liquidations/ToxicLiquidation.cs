using Cordon.Economics.Numbers;

namespace Cordon.Economics.Liquidations;

/// <summary>Go on liquidating, or halt? Above the toxic line every liquidation hands the bonus out of the bad debt.
/// </summary>
/// <remarks>Warmuz, Chaudhary, Pinna 2022 (arXiv:2212.07306), the limit of repeated liquidations.</remarks>
/// <param name="IsToxic">LTV*(1+bonus) above 1.</param>
/// <param name="BadDebtIfLiquidated">(D - C/(1+b))+: unpaid once all collateral is sold to liquidators.</param>
/// <param name="BadDebtIfHalted">(D - C)+: unpaid when liquidations stop now.</param>
public sealed record ToxicLiquidation(bool IsToxic, double BadDebtIfLiquidated, double BadDebtIfHalted)
{
    /// <summary>What halting saves at today's price.</summary>
    public double AvoidableBadDebt => BadDebtIfLiquidated - BadDebtIfHalted;

    /// <exception cref="InvalidInputException">A negative amount.</exception>
    public static ToxicLiquidation Of(double debt, double collateralValue, double bonus)
    {
        Require.Amount(debt);
        Require.Amount(collateralValue);
        Require.Amount(bonus);
        return new ToxicLiquidation(
            debt * (1 + bonus) > collateralValue,
            Math.Max(0, debt - (collateralValue / (1 + bonus))),
            Math.Max(0, debt - collateralValue));
    }
}
