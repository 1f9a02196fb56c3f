using Cordon.Economics.Numbers;

namespace Cordon.Economics.SlashingRisk;

/// <summary>Should an operator leave before it is slashed?</summary>
public sealed record PreemptiveExit
{
    /// <summary>Probability of the slashing while it stays.</summary>
    public required double EventProbability { get; init; }

    public required double Stake { get; init; }

    /// <summary>Share of the stake that is lost at once.</summary>
    public required double InitialPenaltyFraction { get; init; }

    /// <summary>Share lost on top when others are slashed with it.</summary>
    public required double CorrelationFraction { get; init; }

    public required double ExitCost { get; init; }

    /// <summary>What it would have earned.</summary>
    public required double ForgoneReward { get; init; }

    public double ExpectedLossIfStaying => EventProbability * LossIfSlashed;

    public double NetBenefitOfExit => ExpectedLossIfStaying - ExitCost - ForgoneReward;

    /// <summary>The probability from which leaving pays; infinite where nothing can be lost.</summary>
    public double BreakEvenProbability => LossIfSlashed > 0
        ? (ExitCost + ForgoneReward) / LossIfSlashed
        : double.PositiveInfinity;

    public bool ShouldExit => NetBenefitOfExit > 0;

    private double LossIfSlashed => Stake * Math.Min(1, InitialPenaltyFraction + CorrelationFraction);

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public PreemptiveExit Checked()
    {
        Require.Fraction(EventProbability, "p_event");
        Require.Amount(Stake);
        Require.Fraction(InitialPenaltyFraction);
        Require.Fraction(CorrelationFraction, "expected_correlation_fraction");
        Require.Amount(ExitCost);
        Require.Amount(ForgoneReward, "reward_forgone");
        return this;
    }
}
