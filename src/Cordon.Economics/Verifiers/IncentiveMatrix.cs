using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verifiers;

/// <summary>What a guardian expects a period from being honest, lazy, a spammer or bribed.</summary>
/// <remarks>Honest: works, alerts with the sensor's rates. Lazy: no work, never alerts, fails challenges. Spam: no
/// work, always alerts. Malicious: takes the bribe and stays silent.</remarks>
public sealed record IncentiveMatrix
{
    public required double AttackProbability { get; init; }

    /// <summary>Probability of an alert given an attack.</summary>
    public required double TruePositiveRate { get; init; }

    /// <summary>Probability of an alert given none.</summary>
    public required double FalsePositiveRate { get; init; }

    public required double BaseReward { get; init; }

    public required double WorkCost { get; init; }

    public required double TrueAlertReward { get; init; }

    public required double FalseAlertPenalty { get; init; }

    public required double MissPenalty { get; init; }

    public required double ChallengeProbability { get; init; }

    public required double ChallengePenalty { get; init; }

    public required double Bribe { get; init; }

    /// <summary>Probability that taking the bribe is found out.</summary>
    public required double CollusionDetection { get; init; }

    public required double Slash { get; init; }

    public double Honest => BaseReward - WorkCost
        + AttackProbability * (TruePositiveRate * TrueAlertReward - (1 - TruePositiveRate) * MissPenalty)
        - (1 - AttackProbability) * FalsePositiveRate * FalseAlertPenalty;

    public double Lazy => LazyUnchallenged - ChallengeProbability * ChallengePenalty;

    public double Spam => BaseReward + AttackProbability * TrueAlertReward
        - (1 - AttackProbability) * FalseAlertPenalty;

    public double Malicious => BaseReward + Bribe - CollusionDetection * Slash;

    public bool HonestDominates => Honest > Math.Max(Lazy, Math.Max(Spam, Malicious));

    /// <summary>The slash from which taking the bribe loses; infinite where it is never found out.</summary>
    public double SlashMin => CollusionDetection > 0
        ? (BaseReward + Bribe) / CollusionDetection
        : double.PositiveInfinity;

    /// <summary>The challenge penalty from which honesty beats laziness; infinite without challenges.</summary>
    public double ChallengePenaltyMin => LazyUnchallenged <= Honest ? 0
        : ChallengeProbability > 0 ? (LazyUnchallenged - Honest) / ChallengeProbability
        : double.PositiveInfinity;

    private double LazyUnchallenged => BaseReward - AttackProbability * MissPenalty;

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public IncentiveMatrix Checked()
    {
        Require.Fraction(AttackProbability);
        Require.Fraction(TruePositiveRate);
        Require.Fraction(FalsePositiveRate);
        Require.Fraction(ChallengeProbability);
        Require.Fraction(CollusionDetection);
        Require.Finite(BaseReward);
        Require.Amount(WorkCost);
        Require.Amount(TrueAlertReward);
        Require.Amount(FalseAlertPenalty);
        Require.Amount(MissPenalty);
        Require.Amount(ChallengePenalty);
        Require.Amount(Bribe);
        Require.Amount(Slash);
        return this;
    }
}
