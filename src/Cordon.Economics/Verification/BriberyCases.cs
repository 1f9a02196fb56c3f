using Cordon.Economics.Bribery;

namespace Cordon.Economics.Verification;

/// <summary>Flow against stock, and the price of votes.</summary>
internal static class BriberyCases
{
    public static IEnumerable<CaseFunction> Functions =>
    [
        new("budish", "BudishFlowStock", Flow),
        new("bribery", "PPlusEpsilon", PlusEpsilon),
        new("bribery", "BribeBounds", Bound),
    ];

    private static CaseOutput Flow(CaseInputs inputs)
    {
        FlowSecurity flow = new FlowSecurity
        {
            BlockReward = inputs.Number("block_reward"),
            MajorityMultiple = inputs.Number("majority_multiple_A"),
            AttackBlocks = inputs.Number("attack_blocks_t"),
            AttackValue = inputs.Number("attack_value"),
            BlocksPerDay = inputs.Number("blocks_per_day", 144),
        }.Checked();
        return new CaseOutput
        {
            ["gross_attack_cost"] = flow.AttackCost,
            ["required_block_reward_for_IC"] = flow.RequiredBlockReward,
            ["required_annual_flow"] = flow.RequiredAnnualFlow,
            ["annual_flow_over_attack_value"] = flow.AnnualFlowOverValue,
            ["secure_gross"] = flow.IsSecure,
        };
    }

    private static CaseOutput PlusEpsilon(CaseInputs inputs)
    {
        PlusEpsilonBribe bribe = PlusEpsilonBribe.Of(
            inputs.Integer("voters"),
            inputs.Number("reward"),
            inputs.Number("epsilon"),
            inputs.Number("deposit_lost_when_minority", 0));
        return new CaseOutput
        {
            ["committed_budget_all"] = bribe.BudgetForAll,
            ["committed_budget_pivotal"] = bribe.BudgetForMajority,
            ["equilibrium_payout_if_attack_succeeds"] = PlusEpsilonBribe.PaidOnSuccess,
            ["min_bribe_simple_majority_purchase"] = bribe.OutrightPurchase,
        };
    }

    private static CaseOutput Bound(CaseInputs inputs)
    {
        BribeBound bound = BribeBound.Of(
            inputs.Integer("holders"), inputs.Number("total_loss_if_attack"), inputs.Exact("quorum_fraction"));
        return new CaseOutput
        {
            ["members_needed"] = bound.MembersNeeded,
            ["budish_bound_sum_of_own_losses"] = bound.SumOfOwnLosses,
        };
    }
}
