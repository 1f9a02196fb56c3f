using Cordon.Economics.Markets;

namespace Cordon.Economics.Verification;

/// <summary>The market on integrity.</summary>
internal static class MarketCases
{
    private const string Topic = "lmsr";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "Lmsr", Trade),
        new(Topic, "LmsrMovePrice", Move),
        new(Topic, "LmsrLiquidity", Liquidity),
    ];

    private static CaseOutput Trade(CaseInputs inputs)
    {
        IntegrityMarket market = new(inputs.Number("b"), inputs.Numbers("q"));
        double[] trade = inputs.Has("trade") ? inputs.Numbers("trade") : new double[market.Sold.Length];
        IntegrityMarket after = market.After(trade);
        return new CaseOutput
        {
            ["cost_function_before"] = market.Cost,
            ["cost_function_after"] = after.Cost,
            ["prices_before"] = market.Prices,
            ["trade_cost"] = market.CostOf(trade),
            ["prices_after"] = after.Prices,
            ["max_loss"] = market.LossMax,
        };
    }

    private static CaseOutput Move(CaseInputs inputs)
    {
        _ = inputs.Has("outcomes");
        PriceMove move = PriceMove.Of(inputs.Number("p0"), inputs.Number("p1"), inputs.Number("b"));
        return new CaseOutput
        {
            ["shares"] = move.Shares,
            ["cost"] = move.Cost,
            ["expected_profit_if_true_prob_p1"] = move.ProfitIfRight,
        };
    }

    private static CaseOutput Liquidity(CaseInputs inputs) => new()
    {
        ["b"] = IntegrityMarket.LiquidityFor(inputs.Number("max_subsidy"), inputs.Integer("outcomes")),
    };
}
