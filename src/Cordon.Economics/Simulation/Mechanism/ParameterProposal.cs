namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>Better pay and penalties, with the simulations before and after.</summary>
/// <param name="Parameters">What to set.</param>
/// <param name="Before">Simulated with the parameters as they were.</param>
/// <param name="After">Simulated afresh with the proposed ones.</param>
/// <param name="PredictedMargin">What the search promised of the margin, per guardian and epoch.</param>
public sealed record ParameterProposal(
    MechanismParameters Parameters, SimulationOutcome Before, SimulationOutcome After, double PredictedMargin);
