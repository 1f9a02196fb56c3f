namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>What a way of guarding was worth: a row of the incentive alignment matrix.</summary>
/// <param name="Policy">How these guardians behaved.</param>
/// <param name="Guardians">How many did.</param>
/// <param name="Value">Net pay per guardian and epoch.</param>
/// <param name="Ledger">All they earned and lost, over all runs.</param>
public sealed record StrategyOutcome(GuardianPolicy Policy, int Guardians, Estimate Value, Ledger Ledger);
