namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>What simulating a mechanism showed.</summary>
public sealed record SimulationOutcome
{
    /// <summary>One row per group of guardians, in the order given.</summary>
    public required IReadOnlyList<StrategyOutcome> Strategies { get; init; }

    /// <summary>Opportunities that attackers had, over all runs.</summary>
    public required double Opportunities { get; init; }

    /// <summary>Attacks they could afford to make.</summary>
    public required double Attacks { get; init; }

    /// <summary>Loss per attack.</summary>
    public required Estimate LossPerAttack { get; init; }

    /// <summary>Attacker's profit per attack, bribes and the colluders' share paid.</summary>
    public required Estimate ProfitPerAttack { get; init; }

    /// <summary>Share of the attacks that took nothing.</summary>
    public required Estimate StoppedShare { get; init; }

    /// <summary>False solo pauses per epoch.</summary>
    public required Estimate FalsePausesPerEpoch { get; init; }

    /// <summary>Delegation that left, per run.</summary>
    public required Estimate DelegationLeft { get; init; }

    /// <summary>The lowest price of any run.</summary>
    public required double LowestPrice { get; init; }

    /// <summary>Guardians times epochs times runs.</summary>
    public required double GuardianEpochs { get; init; }

    /// <summary>The other groups that did deviate: those that refused every bribe were honest.</summary>
    public IEnumerable<StrategyOutcome> Deviations => Strategies.Skip(1).Where(strategy =>
        strategy.Guardians > 0 && !(strategy.Policy.TakesBribes && strategy.Ledger.Bribes == 0));

    /// <summary>The first group's value less the best deviation's, per guardian and epoch. NaN without any.</summary>
    public double Margin => Deviations.Any()
        ? Strategies[0].Value.Mean - Deviations.Max(strategy => strategy.Value.Mean)
        : double.NaN;
}
