using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verifiers;

/// <summary>Does a guardian that is paid to check really check? Felten's cheater-checking game with challenges.
/// </summary>
/// <remarks>Without challenges a checker idles whenever cheating is rarer than C / (R + L), so that cheating at just
/// that rate is never caught. A challenge that only work can answer makes idling cost P * A * (1 - g) whatever the
/// cheating rate: checking is then dominant once C is at most that.</remarks>
public sealed record AttentionChallenge
{
    /// <summary>What catching a cheater pays (R).</summary>
    public required double CatchReward { get; init; }

    /// <summary>What missing one costs the checker (L).</summary>
    public required double MissLoss { get; init; }

    /// <summary>What one check costs (C).</summary>
    public required double CheckCost { get; init; }

    /// <summary>Probability that a period holds a challenge (P).</summary>
    public required double ChallengeProbability { get; init; }

    /// <summary>What failing one costs (A).</summary>
    public required double Penalty { get; init; }

    /// <summary>Probability that an idler guesses the answer (g).</summary>
    public double GuessProbability { get; init; }

    /// <summary>The cheating rate below which an unchallenged checker idles; infinite where nothing is at stake.
    /// </summary>
    public double TolerableCheatingWithout => Ratio(CheckCost, CatchReward + MissLoss);

    /// <summary>The same with the challenges.</summary>
    public double TolerableCheating => Ratio(Math.Max(0, CheckCost - ExpectedPenalty), CatchReward + MissLoss);

    /// <summary>The penalty that makes checking pay at every cheating rate; infinite without challenges.</summary>
    public double PenaltyMin => Ratio(CheckCost, ChallengeProbability * (1 - GuessProbability));

    /// <summary>The challenge probability that does; above 1 where the penalty is too small for any.</summary>
    public double ChallengeProbabilityMin => Ratio(CheckCost, Penalty * (1 - GuessProbability));

    public bool AlwaysChecks => CheckCost <= ExpectedPenalty;

    private double ExpectedPenalty => ChallengeProbability * Penalty * (1 - GuessProbability);

    /// <summary>What checking is worth at a cheating rate.</summary>
    public double ValueOfChecking(double cheatingRate) => CatchReward * cheatingRate - CheckCost;

    /// <summary>What idling is worth at a cheating rate.</summary>
    public double ValueOfIdling(double cheatingRate) => -cheatingRate * MissLoss - ExpectedPenalty;

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public AttentionChallenge Checked()
    {
        Require.Amount(CatchReward);
        Require.Amount(MissLoss);
        Require.Amount(CheckCost);
        Require.Fraction(ChallengeProbability);
        Require.Amount(Penalty);
        Require.Fraction(GuessProbability);
        return this;
    }

    private static double Ratio(double cost, double stake) =>
        cost <= 0 ? 0 : stake <= 0 ? double.PositiveInfinity : cost / stake;
}
