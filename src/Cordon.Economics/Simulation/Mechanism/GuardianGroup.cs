namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>Guardians that behave alike.</summary>
/// <param name="Policy">How.</param>
/// <param name="Count">How many, 0 or more.</param>
public sealed record GuardianGroup(GuardianPolicy Policy, int Count);
