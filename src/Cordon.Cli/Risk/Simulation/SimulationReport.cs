using Cordon.Economics.Simulation.Mechanism;

namespace Cordon.Cli.Risk.Simulation;

/// <summary>All that <c>cordon risk simulate</c> found out.</summary>
/// <param name="Plan">How much was simulated, from which seed.</param>
/// <param name="Outcome">The incentive alignment matrix and what attacks came to.</param>
/// <param name="BestAttack">The most profitable attack found; null without search.</param>
/// <param name="BestGuarding">The most profitable way of guarding found; null without search.</param>
/// <param name="Proposal">Parameters with a wider margin; null without search.</param>
/// <param name="Checks">Simulations against formulas; null unless asked for.</param>
internal sealed record SimulationReport(
    SimulationConfig Config, SimulationPlan Plan, SimulationOutcome Outcome, Deviation? BestAttack,
    Deviation? BestGuarding, ParameterProposal? Proposal, IReadOnlyList<ClosedFormCheck>? Checks);
