using Cordon.Economics.Budgets;

namespace Cordon.Economics.Verification;

/// <summary>How much to spend, and where.</summary>
internal static class BudgetCases
{
    private const string Topic = "budget_allocation";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "GordonLoeb", Investment),
        new(Topic, "GordonLoebCap", Cap),
        new(Topic, "BudgetWaterFilling", Allocation),
        new(Topic, "SecurityGameCoverage", Coverage),
        new(Topic, "InterdependentSecurity", Interdependent),
    ];

    private static CaseOutput Investment(CaseInputs inputs)
    {
        double vulnerability = inputs.Number("vulnerability");
        double loss = inputs.Number("loss");
        double alpha = inputs.Number("alpha");
        GordonLoeb best = inputs.Text("class", "I") switch
        {
            "I" or "1" => GordonLoeb.ClassOne(vulnerability, loss, alpha, inputs.Number("beta", 1)),
            "II" or "2" => GordonLoeb.ClassTwo(vulnerability, loss, alpha),
            _ => throw inputs.Fault("class", "\"I\" or \"II\""),
        };
        return new CaseOutput
        {
            ["optimal_investment"] = best.Investment,
            ["breach_probability_after"] = best.BreachProbability,
            ["enbis"] = best.NetBenefit,
            ["cap_vL_over_e"] = best.Cap,
            ["share_of_vL"] = best.ShareOfExpectedLoss,
        };
    }

    private static CaseOutput Cap(CaseInputs inputs)
    {
        double expected = inputs.Number("asset_value") * inputs.Number("p_attack") * inputs.Number("p_success");
        return new CaseOutput { ["expected_loss"] = expected, ["cap_37pct"] = GordonLoeb.CapOf(expected) };
    }

    private static CaseOutput Allocation(CaseInputs inputs)
    {
        BudgetAllocation best = BudgetAllocation.Of(
            inputs.Numbers("expected_loss_weights"), inputs.Numbers("effectiveness"), inputs.Number("budget"));
        return new CaseOutput
        {
            ["allocation"] = best.Amounts,
            ["marginal_value_mu"] = best.MarginalValue,
            ["residual_loss"] = best.ResidualLoss,
            ["loss_without_budget"] = best.LossWithoutBudget,
        };
    }

    private static CaseOutput Coverage(CaseInputs inputs)
    {
        WatchCoverage best = WatchCoverage.Of(
            inputs.Numbers("attacker_uncovered"), inputs.Numbers("attacker_covered"), inputs.Number("resources"));
        return new CaseOutput
        {
            ["attacker_value"] = best.AttackerValue,
            ["coverage"] = best.Coverage,
            ["resources_used"] = best.ResourcesUsed,
            ["attack_set_size"] = best.AttackSetSize,
        };
    }

    private static CaseOutput Interdependent(CaseInputs inputs)
    {
        InterdependentSecurity game = new(
            inputs.Number("direct_breach_p"),
            inputs.Number("contagion_q"),
            inputs.Number("loss"),
            inputs.Numbers("costs"));
        return new CaseOutput
        {
            ["thresholds_by_unprotected_others"] = game.Thresholds,
            ["pure_nash_equilibria"] = game.Equilibria
                .Select(profile => profile.Select(invests => invests ? 1 : 0).ToArray())
                .OrderBy(profile => string.Concat(profile), StringComparer.Ordinal)
                .ToArray(),
            ["tipping_set"] = game.TippingSet,
            ["tipping_set_size"] = game.TippingSet.Length,
        };
    }
}
