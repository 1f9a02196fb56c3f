using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>The mechanism as it is deployed, the protocol it guards, and the attackers around. Money in one unit, an
/// epoch is an hour.</summary>
public sealed record MechanismParameters
{
    // Guardians and delegators.

    /// <summary>A guardian's own stake; one that is slashed tops it up again.</summary>
    public double Stake { get; init; } = 50_000;

    /// <summary>What others delegate to it.</summary>
    public double Delegated { get; init; } = 100_000;

    /// <summary>Share of the delegators' pay that it keeps, at most 0.2.</summary>
    public double Commission { get; init; } = 0.1;

    /// <summary>Delegators' pay per epoch and unit delegated.</summary>
    public double DelegationYield { get; init; } = 1e-5;

    /// <summary>Share of the delegation that leaves a guardian that was slashed.</summary>
    public double LeaveAfterSlash { get; init; } = 0.5;

    /// <summary>Share of the delegation that leaves everybody per unit of fall in price.</summary>
    public double LeavePerPriceDrop { get; init; } = 0.5;

    /// <summary>Share of the missing delegation that comes back per epoch.</summary>
    public double ReturnPerEpoch { get; init; } = 0.002;

    // Pay and penalties.

    /// <summary>The watch stream's pay per epoch.</summary>
    public double StreamPay { get; init; } = 4;

    /// <summary>What watching costs per epoch.</summary>
    public double WorkCost { get; init; } = 1.5;

    /// <summary>Probability of an attention challenge per epoch.</summary>
    public double ChallengeProbability { get; init; } = 0.05;

    /// <summary>What failing one costs.</summary>
    public double ChallengePenalty { get; init; } = 120;

    /// <summary>Probability that an idler guesses an answer.</summary>
    public double GuessProbability { get; init; }

    /// <summary>Probability that a diligent node is up.</summary>
    public double Uptime { get; init; } = 0.999;

    /// <summary>Paid for raising or attesting a true incident.</summary>
    public double TrueAlertReward { get; init; } = 500;

    /// <summary>Locked with every solo action; lost when it is overturned.</summary>
    public double Bond { get; init; } = 1_000;

    /// <summary>Probability that a false action is overturned.</summary>
    public double OverturnProbability { get; init; } = 0.95;

    /// <summary>Share of a guardian's stake that a missed confirmed incident costs.</summary>
    public double NegligenceSlash { get; init; } = 0.01;

    /// <summary>Share that proven collusion costs.</summary>
    public double MaliciousSlash { get; init; } = 1;

    /// <summary>Probability that a guardian's collusion in one attack is proved.</summary>
    public double CollusionDetection { get; init; } = 0.8;

    /// <summary>Probability that the council vetoes a held slash, deserved or not.</summary>
    public double SlashVeto { get; init; } = 0.02;

    // The sensor and the breaker.

    /// <summary>Probability that a diligent guardian's sensor shows an attack.</summary>
    public double TruePositiveRate { get; init; } = 0.9;

    /// <summary>Probability that it shows one in an epoch without.</summary>
    public double FalsePositiveRate { get; init; } = 1e-4;

    /// <summary>Mean minutes until one guardian notices.</summary>
    public double DetectMinutes { get; init; } = 4;

    /// <summary>Mean minutes from notice to the pause on chain.</summary>
    public double RespondMinutes { get; init; } = 2;

    /// <summary>Probability that a noticed pending attack is stopped before it lands.</summary>
    public double MempoolStop { get; init; } = 0.6;

    /// <summary>Hours a solo pause lasts, at most 1.</summary>
    public double SoloPauseHours { get; init; } = 1;

    /// <summary>Epochs until a guardian may act alone again.</summary>
    public int SoloCooldownEpochs { get; init; } = 24;

    /// <summary>Share of the stake on duty that turns solo pauses into a lasting one.</summary>
    public double Quorum { get; init; } = 2.0 / 3;

    /// <summary>Mean hours until the council acts where no quorum is reached.</summary>
    public double CouncilHours { get; init; } = 3;

    // The protocol.

    /// <summary>What one vulnerability can take.</summary>
    public double VulnerableValue { get; init; } = 10_000_000;

    /// <summary>What is drained per minute.</summary>
    public double DrainPerMinute { get; init; } = 500_000;

    /// <summary>What the flow limiter lets out at once; infinite without one.</summary>
    public double FlowCap { get; init; } = double.PositiveInfinity;

    /// <summary>What it lets out per minute on top.</summary>
    public double FlowRefillPerMinute { get; init; }

    // The attackers.

    /// <summary>Probability of an opportunity per epoch.</summary>
    public double AttackProbability { get; init; } = 1e-3;

    /// <summary>What an attack has to move.</summary>
    public double CapitalNeeded { get; init; } = 3_000_000;

    /// <summary>What the attacker owns.</summary>
    public double CapitalOwned { get; init; } = 500_000;

    /// <summary>Whether flash loans are to be had where the vulnerability is.</summary>
    public bool HasFlashLoans { get; init; } = true;

    /// <summary>Their fee as a share of the loan.</summary>
    public double FlashFee { get; init; } = 0.0009;

    /// <summary>Fixed cost of an attack.</summary>
    public double AttackCost { get; init; } = 20_000;

    /// <summary>What a private route costs on top.</summary>
    public double PrivateRouteCost { get; init; } = 5_000;

    /// <summary>Share of the loot that can be turned into money.</summary>
    public double Monetisation { get; init; } = 0.8;

    /// <summary>By how much the token falls when everything vulnerable is taken; in proportion below that.</summary>
    public double PriceDrop { get; init; } = 0.4;

    /// <summary>Share of a fall that is made good per epoch.</summary>
    public double PriceRecovery { get; init; } = 0.005;

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public MechanismParameters Checked()
    {
        foreach (double amount in (double[])[Stake, Delegated, DelegationYield, StreamPay, WorkCost, ChallengePenalty,
            TrueAlertReward, Bond, DetectMinutes, RespondMinutes, CouncilHours, VulnerableValue, FlowRefillPerMinute,
            CapitalNeeded, CapitalOwned, FlashFee, AttackCost, PrivateRouteCost]) Require.Amount(amount);
        Require.Fraction(Commission);
        Require.Fraction(LeaveAfterSlash);
        Require.Fraction(LeavePerPriceDrop);
        Require.Fraction(ReturnPerEpoch);
        Require.Fraction(ChallengeProbability);
        Require.Fraction(GuessProbability);
        Require.Fraction(Uptime);
        Require.Fraction(OverturnProbability);
        Require.Fraction(NegligenceSlash);
        Require.Fraction(MaliciousSlash);
        Require.Fraction(CollusionDetection);
        Require.Fraction(SlashVeto);
        Require.Fraction(TruePositiveRate);
        Require.Fraction(FalsePositiveRate);
        Require.Fraction(MempoolStop);
        Require.Amount(SoloPauseHours);
        Require.Range(SoloCooldownEpochs, 0, int.MaxValue);
        Require.Fraction(Quorum);
        Require.Positive(DrainPerMinute);
        Require.AmountOrInfinity(FlowCap);
        Require.Fraction(AttackProbability);
        Require.Fraction(Monetisation);
        Require.Fraction(PriceDrop);
        Require.Fraction(PriceRecovery);
        return this;
    }
}
