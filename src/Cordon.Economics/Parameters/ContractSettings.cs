namespace Cordon.Economics.Parameters;

/// <summary>What the contracts are set to; null where a deployment has not decided yet.</summary>
public sealed record ContractSettings
{
    /// <summary>Share of the on-duty stake that carries a quorum action.</summary>
    public double? Quorum { get; init; } = 2.0 / 3;

    /// <summary>Longest pause by one guardian.</summary>
    public double? SoloPauseHours { get; init; } = 1;

    /// <summary>Solo pauses of one protocol in 24 hours, in all.</summary>
    public double? SoloBudgetHours { get; init; } = 6;

    /// <summary>Deposited for each hour of a solo pause.</summary>
    public double? BondPerHour { get; init; }

    public double? QuorumPauseHours { get; init; } = 72;

    public double? ChallengeHours { get; init; } = 24;

    public double? UnbondingDays { get; init; } = 14;

    public double? SlashHoldDays { get; init; } = 7;

    /// <summary>Share of the stake lost for missing a confirmed incident.</summary>
    public double? NegligenceSlash { get; init; } = 0.001;

    /// <summary>Share of the stake lost for malice.</summary>
    public double? MaliceSlash { get; init; } = 0.2;

    /// <summary>Probability of an attention challenge in an epoch (P).</summary>
    public double? ChallengeProbability { get; init; }

    /// <summary>Lost for a missed or wrong answer (A).</summary>
    public double? ChallengePenalty { get; init; }

    /// <summary>Paid to one guardian, a second on duty.</summary>
    public double? StreamPerSecond { get; init; }

    public double? BountyCritical { get; init; }

    public double? BountyHigh { get; init; }

    public double? BountyMedium { get; init; }

    public double? BountyLow { get; init; }
}
