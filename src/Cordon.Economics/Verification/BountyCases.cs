using Cordon.Economics.Bounties;

namespace Cordon.Economics.Verification;

/// <summary>How large a bounty has to be.</summary>
internal static class BountyCases
{
    private const string Topic = "bounty";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "BountyThreshold", Threshold),
        new(Topic, "OptimalBountyExponential", inputs => Optimal(
            OptimalBounty.Exponential(inputs.Number("loss_if_exploited"), inputs.Number("mean_reservation")))),
        new(Topic, "OptimalBountyUniform", inputs => Optimal(
            OptimalBounty.Uniform(inputs.Number("loss_if_exploited"), inputs.Number("max_reservation")))),
    ];

    private static CaseOutput Threshold(CaseInputs inputs)
    {
        BountyThreshold threshold = BountyThreshold.Of(new FinderOutlook
        {
            ExploitValue = inputs.Number("exploit_value"),
            PSuccess = inputs.Number("p_success"),
            FractionKeptAfterLaundering = inputs.Number("fraction_kept_after_laundering"),
            PCaught = inputs.Number("p_caught", 0),
            Penalty = inputs.Number("penalty", 0),
            EthicsCost = inputs.Number("ethics_cost", 0),
            GrayMarketPrice = inputs.Number("gray_market_price", 0),
            PayoutReliability = inputs.Number("payout_reliability", 1),
        });
        return new CaseOutput
        {
            ["ev_exploit"] = threshold.ExploitValue,
            ["outside_option"] = threshold.OutsideOption,
            ["min_bounty"] = threshold.BountyMin,
            ["min_bounty_fraction_of_exploit"] = threshold.ShareOfExploit,
        };
    }

    private static CaseOutput Optimal(OptimalBounty best) => new()
    {
        ["optimal_bounty"] = best.Bounty,
        ["min_expected_cost"] = best.ExpectedCost,
        ["p_disclose"] = best.DisclosureProbability,
    };
}
