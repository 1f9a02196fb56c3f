using Cordon.Economics.Pricing;

namespace Cordon.Economics.Verification;

/// <summary>Options, structural models, cover and portfolios.</summary>
internal static class PricingCases
{
    private const string Topic = "pricing";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "BlackScholes", Option),
        new(Topic, "MertonCalibrate", Calibrate),
        new(Topic, "MertonStructural", Structural),
        new(Topic, "MertonJumpDiffusion", Diffusion),
        new(Topic, "JumpToDefault", Ruin),
        new(Topic, "CoverSpreadDiscrete", Spread),
        new(Topic, "CoverPremium", Premium),
        new(Topic, "SurvivalCurve", Survival),
        new(Topic, "OneFactorPortfolio", Portfolio),
    ];

    private static OptionTerms Terms(CaseInputs inputs) => new(
        inputs.Number("S"), inputs.Number("K"), inputs.Number("r"), inputs.Number("sigma"), inputs.Number("T"));

    private static CaseOutput Option(CaseInputs inputs)
    {
        OptionQuote quote = BlackScholes.Price(Terms(inputs));
        return new CaseOutput
        {
            ["call"] = quote.Call,
            ["put"] = quote.Put,
            ["delta_call"] = quote.DeltaCall,
            ["delta_put"] = quote.DeltaPut,
            ["gamma"] = quote.Gamma,
            ["vega"] = quote.Vega,
        };
    }

    private static CaseOutput Calibrate(CaseInputs inputs) => Firm(MertonFirm.Calibrate(
        inputs.Number("equity"),
        inputs.Number("equity_vol"),
        inputs.Number("debt"),
        inputs.Number("r"),
        inputs.Number("T")));

    private static CaseOutput Structural(CaseInputs inputs)
    {
        MertonFirm firm = MertonFirm.Of(
            inputs.Number("asset_value"),
            inputs.Number("debt_face"),
            inputs.Number("r"),
            inputs.Number("asset_vol"),
            inputs.Number("T"));
        CaseOutput output = Firm(firm);
        output["debt"] = firm.DebtValue;
        return output;
    }

    private static CaseOutput Firm(MertonFirm firm) => new()
    {
        ["asset_value"] = firm.AssetValue,
        ["asset_vol"] = firm.AssetVolatility,
        ["equity"] = firm.Equity,
        ["put_on_assets"] = firm.PutOnAssets,
        ["debt_value"] = firm.DebtValue,
        ["pd"] = firm.DefaultProbability,
        ["distance_to_default"] = firm.DistanceToDefault,
        ["credit_spread"] = firm.CreditSpread,
        ["expected_loss_fraction"] = firm.ExpectedLossFraction,
    };

    private static CaseOutput Diffusion(CaseInputs inputs)
    {
        (double call, double put) = JumpOptions.Diffusion(
            Terms(inputs),
            inputs.Number("lambda"),
            inputs.Number("mean_jump_k"),
            inputs.Number("log_jump_variance"));
        return new CaseOutput { ["call"] = call, ["put"] = put };
    }

    private static CaseOutput Ruin(CaseInputs inputs)
    {
        (double call, double put, double fromExploit) = JumpOptions.ToRuin(Terms(inputs), inputs.Number("hazard"));
        return new CaseOutput { ["call"] = call, ["put"] = put, ["put_part_from_exploit"] = fromExploit };
    }

    private static CaseOutput Spread(CaseInputs inputs)
    {
        if (inputs.Text("payment", "annual in arrears") != "annual in arrears")
            throw inputs.Fault("payment", "\"annual in arrears\"");
        if (inputs.Text("default_timing", "mid-year") != "mid-year")
            throw inputs.Fault("default_timing", "\"mid-year\"");
        CoverSpread spread = CoverSpread.Of(
            inputs.Number("annual_conditional_default_prob"),
            inputs.Number("recovery"),
            inputs.Number("r"),
            inputs.Integer("years"));
        return new CaseOutput
        {
            ["pv_payments_per_unit_spread"] = spread.Payments,
            ["pv_accrual"] = spread.Accrual,
            ["pv_payoff"] = spread.Payoff,
            ["fair_spread"] = spread.FairSpread,
        };
    }

    private static CaseOutput Premium(CaseInputs inputs)
    {
        Cover cover = Cover.Of(
            inputs.Number("hazard"),
            inputs.Number("recovery"),
            inputs.Number("r"),
            inputs.Number("T"),
            inputs.Number("deductible", 0));
        return new CaseOutput
        {
            ["pure_premium_upfront"] = cover.Upfront,
            ["fair_running_rate"] = cover.RunningRate,
            ["premium_with_deductible"] = cover.UpfrontWithDeductible,
            ["prob_claim"] = cover.ClaimProbability,
        };
    }

    private static CaseOutput Survival(CaseInputs inputs)
    {
        if (inputs.Text("extrapolation", "flat") != "flat") throw inputs.Fault("extrapolation", "\"flat\"");
        HazardCurve curve = new(inputs.Numbers("knots"), inputs.Numbers("hazard"));
        return new CaseOutput { ["survival"] = inputs.Numbers("query").Select(curve.SurvivalTo).ToArray() };
    }

    private static CaseOutput Portfolio(CaseInputs inputs)
    {
        OneFactorPortfolio portfolio = OneFactorPortfolio.Of(
            inputs.Number("pd"), inputs.Number("asset_correlation"), inputs.Number("confidence"));
        return new CaseOutput
        {
            ["worst_case_default_rate"] = portfolio.WorstCaseRate,
            ["joint_default_probability"] = portfolio.JointProbability,
            ["default_correlation"] = portfolio.DefaultCorrelation,
        };
    }
}
