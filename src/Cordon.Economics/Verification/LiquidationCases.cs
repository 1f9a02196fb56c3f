using Cordon.Economics.Liquidations;

namespace Cordon.Economics.Verification;

/// <summary>Positions, toxic liquidations, spirals and fire sales.</summary>
internal static class LiquidationCases
{
    private const string Topic = "liquidation";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "LiquidationPosition", Position),
        new(Topic, "ToxicLiquidation", Toxic),
        new(Topic, "LiquidationSpiral", Spiral),
        new(Topic, "FireSale", Sale),
    ];

    private static CaseOutput Position(CaseInputs inputs)
    {
        LendingPosition before = new LendingPosition
        {
            CollateralUnits = inputs.Number("collateral_units"),
            Price = inputs.Number("price"),
            Debt = inputs.Number("debt"),
            LiqThreshold = inputs.Number("liq_threshold"),
            LiqBonus = inputs.Number("liq_bonus"),
            CloseFactor = inputs.Number("close_factor", 0.5),
        }.Checked();
        LendingPosition after = before.After(inputs.Number("shock", 0));
        return new CaseOutput
        {
            ["health_before"] = before.Health,
            ["liquidation_price"] = before.LiquidationPrice,
            ["health_after_shock"] = after.Health,
            ["ltv_after_shock"] = after.LoanToValue,
            ["toxic_ltv_threshold"] = after.ToxicLoanToValue,
            ["ltv_after_one_liquidation"] = after.LoanToValueAfterLiquidation,
            ["repay_to_target_health"] = after.RepayToHealth(inputs.Number("target_health", 1)),
        };
    }

    private static CaseOutput Toxic(CaseInputs inputs)
    {
        ToxicLiquidation result = ToxicLiquidation.Of(
            inputs.Number("debt"), inputs.Number("collateral_value"), inputs.Number("bonus"));
        return new CaseOutput
        {
            ["toxic"] = result.IsToxic,
            ["bad_debt_if_fully_liquidated"] = result.BadDebtIfLiquidated,
            ["bad_debt_if_halted_now"] = result.BadDebtIfHalted,
            ["avoidable_bad_debt"] = result.AvoidableBadDebt,
        };
    }

    private static CaseOutput Spiral(CaseInputs inputs)
    {
        LiquidationSpiral spiral = LiquidationSpiral.Of(
            [.. inputs.Parts("positions").Select(position => new SpiralPosition(
                position.Number("units"), position.Number("debt"), position.Number("liq_threshold")))],
            inputs.Number("pool_tokens"),
            inputs.Number("pool_quote"),
            inputs.Number("exogenous_price_drop"),
            inputs.Number("fee", 0));
        return new CaseOutput
        {
            ["price_after_shock"] = spiral.PriceAfterShock,
            ["final_price"] = spiral.FinalPrice,
            ["liquidated"] = spiral.Liquidated,
            ["rounds"] = spiral.Rounds,
            ["units_sold"] = spiral.UnitsSold,
            ["total_drop_from_initial"] = spiral.TotalDrop,
            ["amplification"] = spiral.Amplification,
        };
    }

    private static CaseOutput Sale(CaseInputs inputs)
    {
        _ = inputs.Has("initial_price");
        FireSale sale = FireSale.Of(
            [.. inputs.Parts("banks").Select(bank => new FireSaleBank(
                bank.Number("illiquid_units"), bank.Number("cash"), bank.Number("liabilities")))],
            inputs.Has("exogenous_price") ? inputs.Number("exogenous_price") : inputs.Number("initial_price"),
            inputs.Number("impact_k"),
            inputs.Number("min_capital_ratio"));
        return new CaseOutput { ["equilibrium_price"] = sale.Price, ["units_sold"] = sale.UnitsSold };
    }
}
