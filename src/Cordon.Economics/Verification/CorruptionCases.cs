using Cordon.Economics.Corruption;

namespace Cordon.Economics.Verification;

/// <summary>Cost of corruption, the drain race and the cheapest coalition.</summary>
internal static class CorruptionCases
{
    private const string Topic = "corruption_economics";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "CorruptionEconomics", Corruption),
        new(Topic, "DrainRace", Drain),
        new(Topic, "CoalitionCost", Coalition),
    ];

    private static CaseOutput Corruption(CaseInputs inputs)
    {
        CorruptionAnalysis analysis = CorruptionEconomics.Analyse(new CorruptionModel
        {
            Stake = inputs.Number("stake"),
            Quorum = inputs.Number("alpha"),
            SlashFraction = inputs.Number("slash_fraction"),
            PriceDropAfterAttack = inputs.Number("price_drop_after_attack", 0),
            UnslashedExitable = inputs.Number("unslashed_exitable", 0),
            OperatingCost = inputs.Number("operating_cost", 0),
            Tvl = inputs.Number("tvl"),
            ExtractableFraction = inputs.Number("extractable_fraction"),
            Monetisation = inputs.Number("monetisation", 1),
            ShortProfit = inputs.Number("short_profit", 0),
        });
        return new CaseOutput
        {
            ["cost_of_corruption"] = analysis.CostOfCorruption,
            ["profit_from_corruption"] = analysis.ProfitFromCorruption,
            ["security_ratio"] = analysis.SecurityRatio,
            ["gamma_buffer"] = analysis.Buffer,
            ["critical_tvl"] = analysis.CriticalTvl,
            ["required_stake_at_current_tvl"] = analysis.RequiredStake,
            ["staking_ratio_stake_over_tvl"] = analysis.StakeOverTvl,
            ["elasticity_ratio_to_tvl"] = analysis.ElasticityToTvl,
        };
    }

    private static CaseOutput Drain(CaseInputs inputs)
    {
        DrainRace race = new()
        {
            VulnerableValue = inputs.Number("vulnerable_value"),
            DrainRate = inputs.Number("drain_rate_per_min"),
            MeanTimeToDetect = inputs.Number("mean_time_to_detect_min"),
            MeanTimeToRespond = inputs.Number("mean_time_to_respond_min"),
        };
        return new CaseOutput
        {
            ["expected_loss"] = race.ExpectedLoss(),
            ["expected_loss_if_detection_instant"] = race.LossIfDetectedAtOnce(),
            ["value_of_halving_mttd"] = race.ValueOfHalvingDetection(),
        };
    }

    private static CaseOutput Coalition(CaseInputs inputs)
    {
        bool isStrict = inputs.Text("comparison", ">=") switch
        {
            ">=" => false,
            ">" => true,
            _ => throw inputs.Fault("comparison", "\">=\" or \">\""),
        };
        CorruptibleCoalition coalition =
            CoalitionCost.Cheapest(inputs.Exacts("stakes"), inputs.Exact("threshold"), isStrict);
        return new CaseOutput
        {
            ["required_stake"] = coalition.RequiredStake,
            ["fewest_members"] = coalition.FewestMembers.Length,
            ["stake_of_greedy_fewest"] = coalition.StakeOfFewest,
            ["cheapest_coalition_stake"] = coalition.CheapestStake,
        };
    }
}
