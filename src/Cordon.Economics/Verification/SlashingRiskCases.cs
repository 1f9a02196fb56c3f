using Cordon.Economics.Calibration;
using Cordon.Economics.SlashingRisk;

namespace Cordon.Economics.Verification;

/// <summary>Predicting slashings, and how good predictions are.</summary>
internal static class SlashingRiskCases
{
    private const string Topic = "predictive_slashing";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "GammaPoissonHazard", Hazard),
        new(Topic, "PreemptiveExit", Exit),
        new(Topic, "ProbabilityScores", Scores),
        new(Topic, "CorrelatedSlashing", Correlated),
        new(Topic, "LogisticRidge", Ridge),
    ];

    private static CaseOutput Hazard(CaseInputs inputs)
    {
        SlashingHazard hazard = new SlashingHazard(inputs.Number("prior_shape"), inputs.Number("prior_rate"),
            inputs.Integer("events"), inputs.Number("exposure")).Checked();
        return new CaseOutput
        {
            ["posterior_mean_rate"] = hazard.MeanRate,
            ["p_at_least_one_event"] = hazard.AtLeastOne(inputs.Number("horizon")),
        };
    }

    private static CaseOutput Exit(CaseInputs inputs)
    {
        PreemptiveExit exit = new PreemptiveExit
        {
            EventProbability = inputs.Number("p_event"),
            Stake = inputs.Number("stake"),
            InitialPenaltyFraction = inputs.Number("initial_penalty_fraction"),
            CorrelationFraction = inputs.Number("expected_correlation_fraction"),
            ExitCost = inputs.Number("exit_cost"),
            ForgoneReward = inputs.Number("reward_forgone"),
        }.Checked();
        return new CaseOutput
        {
            ["expected_loss_if_stay"] = exit.ExpectedLossIfStaying,
            ["net_benefit_of_exit"] = exit.NetBenefitOfExit,
            ["break_even_probability"] = exit.BreakEvenProbability,
            ["exit"] = exit.ShouldExit,
        };
    }

    private static CaseOutput Scores(CaseInputs inputs)
    {
        CalibrationScores scores = CalibrationScores.Of(
            inputs.Numbers("scores"), Labels(inputs, "labels"), inputs.Integer("ece_bins", 10));
        return new CaseOutput
        {
            ["auc"] = scores.Auc,
            ["brier"] = scores.Brier,
            ["log_loss"] = scores.LogLoss,
            ["brier_skill"] = scores.BrierSkill,
            ["ece"] = scores.ExpectedCalibrationError,
        };
    }

    private static CaseOutput Correlated(CaseInputs inputs)
    {
        CorrelatedSlashing slashing = new CorrelatedSlashing(
            inputs.Integer("validators"), inputs.Number("p"), inputs.Number("correlation")).Checked();
        int k = inputs.Integer("k");
        return new CaseOutput
        {
            ["mean"] = slashing.Mean,
            ["stdev"] = slashing.Deviation,
            ["p_at_least_k"] = slashing.AtLeast(k),
            ["p_at_least_k_if_independent"] = slashing.AtLeastIfIndependent(k),
        };
    }

    private static CaseOutput Ridge(CaseInputs inputs)
    {
        LogisticRidge fit = LogisticRidge.Fit(
            inputs.NumberRows("x_with_intercept"), Labels(inputs, "y"), inputs.Number("l2_not_on_intercept"));
        return new CaseOutput
        {
            ["weights"] = fit.Weights,
            ["objective"] = fit.Objective,
        };
    }

    private static bool[] Labels(CaseInputs inputs, string name)
    {
        int[] labels = inputs.Integers(name);
        if (labels.Any(label => label is not (0 or 1))) throw inputs.Fault(name, "a list of 0 and 1");
        return [.. labels.Select(label => label == 1)];
    }
}
