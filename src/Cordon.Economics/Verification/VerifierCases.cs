using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Verification;

/// <summary>Whether checking, watching and raising the alarm pay.</summary>
internal static class VerifierCases
{
    private const string Topic = "verifier_incentives";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "AttentionChallenge", Attention),
        new(Topic, "TruebitJackpot", Jackpot),
        new(Topic, "VolunteersDilemma", Volunteers),
        new(Topic, "InspectionGame", Inspection),
        new(Topic, "IncentiveMatrix", Incentives),
    ];

    /// <summary>The inspection game by the names that cases use.</summary>
    public static InspectionGame GameOf(CaseInputs inputs, string slash) => new InspectionGame
    {
        AttackGain = inputs.Number("attack_gain"),
        Slash = inputs.Number(slash),
        InspectCost = inputs.Number("inspect_cost"),
        Bounty = inputs.Number("bounty"),
        UndetectedLoss = inputs.Number("undetected_loss"),
    }.Checked();

    private static CaseOutput Attention(CaseInputs inputs)
    {
        AttentionChallenge challenge = new AttentionChallenge
        {
            CatchReward = inputs.Number("reward_catch_R"),
            MissLoss = inputs.Number("loss_missed_L"),
            CheckCost = inputs.Number("check_cost_C"),
            ChallengeProbability = inputs.Number("challenge_probability_P"),
            Penalty = inputs.Number("penalty_A"),
            GuessProbability = inputs.Number("guess_probability_g", 0),
        }.Checked();
        double rate = challenge.TolerableCheatingWithout;
        return new CaseOutput
        {
            ["cheat_rate_tolerated_without_challenges"] = rate,
            ["min_penalty_for_unconditional_checking"] = challenge.PenaltyMin,
            ["min_challenge_probability_given_A"] = challenge.ChallengeProbabilityMin,
            ["cheat_rate_tolerated_with_challenges"] = challenge.TolerableCheating,
            ["always_checks"] = challenge.AlwaysChecks,
            ["u_check_at_X0"] = challenge.ValueOfChecking(rate),
            ["u_nocheck_at_X0"] = challenge.ValueOfIdling(rate),
        };
    }

    private static CaseOutput Jackpot(CaseInputs inputs)
    {
        TruebitJackpot jackpot = new TruebitJackpot(inputs.Number("forced_error_rate"), inputs.Number("jackpot"),
            inputs.Integer("challengers"), inputs.Number("verify_cost")).Checked();
        return new CaseOutput
        {
            ["payout_each"] = jackpot.PayoutEach,
            ["expected_reward_per_task"] = jackpot.ExpectedReward,
            ["profitable"] = jackpot.IsProfitable,
            ["max_profitable_challengers"] = jackpot.ProfitableChallengersMax is { } most
                ? most
                : double.PositiveInfinity,
            ["sybil_pair_gain"] = jackpot.SybilPairGain,
        };
    }

    private static CaseOutput Volunteers(CaseInputs inputs)
    {
        VolunteersDilemma dilemma = new VolunteersDilemma(
            inputs.Number("cost"), inputs.Number("benefit"), inputs.Integer("n_watchers")).Checked();
        return new CaseOutput
        {
            ["p_volunteer"] = dilemma.ActProbability,
            ["p_nobody_acts"] = dilemma.NobodyActs,
            ["limit_p_nobody"] = dilemma.NobodyActsInTheLimit,
            ["min_private_reward_to_make_acting_dominant"] = dilemma.RewardMin,
        };
    }

    private static CaseOutput Inspection(CaseInputs inputs)
    {
        InspectionGame game = GameOf(inputs, "slash_if_caught");
        return new CaseOutput
        {
            ["inspection_probability"] = game.InspectionProbability,
            ["attack_probability"] = game.AttackProbability,
            ["undetected_attack_probability"] = game.UndetectedAttackProbability,
            ["watcher_value"] = game.WatcherValue,
            ["attacker_value"] = game.AttackerValue,
        };
    }

    private static CaseOutput Incentives(CaseInputs inputs)
    {
        IncentiveMatrix matrix = new IncentiveMatrix
        {
            AttackProbability = inputs.Number("attack_probability"),
            TruePositiveRate = inputs.Number("tpr"),
            FalsePositiveRate = inputs.Number("fpr"),
            BaseReward = inputs.Number("base_reward"),
            WorkCost = inputs.Number("work_cost"),
            TrueAlertReward = inputs.Number("true_alert_reward"),
            FalseAlertPenalty = inputs.Number("false_alert_penalty"),
            MissPenalty = inputs.Number("miss_penalty"),
            ChallengeProbability = inputs.Number("challenge_probability"),
            ChallengePenalty = inputs.Number("challenge_penalty"),
            Bribe = inputs.Number("bribe"),
            CollusionDetection = inputs.Number("detect_collusion_probability"),
            Slash = inputs.Number("slash"),
        }.Checked();
        return new CaseOutput
        {
            ["ev_honest"] = matrix.Honest,
            ["ev_lazy"] = matrix.Lazy,
            ["ev_spam"] = matrix.Spam,
            ["ev_malicious"] = matrix.Malicious,
            ["honest_dominates"] = matrix.HonestDominates,
            ["min_slash_for_malice_negative"] = matrix.SlashMin,
            ["min_challenge_penalty_for_honest_over_lazy"] = matrix.ChallengePenaltyMin,
        };
    }
}
