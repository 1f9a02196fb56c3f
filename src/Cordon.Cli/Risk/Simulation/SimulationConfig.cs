using Cordon.Economics.Simulation.Mechanism;

namespace Cordon.Cli.Risk.Simulation;

/// <summary>What to simulate: the mechanism, the attackers' plan and who guards.</summary>
internal sealed record SimulationConfig(
    MechanismParameters Mechanism, AttackPlan Attack, IReadOnlyList<GuardianGroup> Guardians)
{
    /// <summary>The design's defaults, and a few of each kind among honest guardians.</summary>
    public static SimulationConfig Default { get; } =
        new(new MechanismParameters(), new AttackPlan(), MechanismSimulation.StandardPopulation);
}
