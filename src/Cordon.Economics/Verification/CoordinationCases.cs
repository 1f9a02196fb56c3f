using Cordon.Economics.Coordination;

namespace Cordon.Economics.Verification;

/// <summary>Runs and public goods: when a community fails to act together.</summary>
internal static class CoordinationCases
{
    private const string Topic = "coordination";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "GlobalGame", Global),
        new(Topic, "ThresholdPublicGood", PublicGood),
    ];

    private static CaseOutput Global(CaseInputs inputs)
    {
        if (!inputs.Has("private_precision"))
        {
            double limit = GlobalGame.Limit(
                inputs.Number("benefit_if_success"), inputs.Number("cost_of_attacking"));
            return new CaseOutput { ["theta_star"] = limit };
        }

        GlobalGame game = GlobalGame.Solve(inputs.Number("public_precision"), inputs.Number("private_precision"),
            inputs.Number("public_mean"), inputs.Number("relative_cost"));
        return new CaseOutput
        {
            ["theta_star"] = game.FallsBelow,
            ["x_star"] = game.LeavesBelow,
            ["unique"] = game.IsUnique,
        };
    }

    private static CaseOutput PublicGood(CaseInputs inputs)
    {
        ThresholdPublicGood good = new ThresholdPublicGood(
            inputs.Integer("n"), inputs.Integer("threshold"), inputs.Number("p_participate")).Checked();
        return new CaseOutput
        {
            ["p_provided"] = good.Provided,
            ["p_pivotal"] = good.Pivotal,
            ["max_cost_worth_paying_per_unit_benefit"] = good.WorthwhileCostMax,
        };
    }
}
