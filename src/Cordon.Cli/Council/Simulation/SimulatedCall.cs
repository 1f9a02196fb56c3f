namespace Cordon.Cli.Council.Simulation;

/// <summary>What became of one simulated call.</summary>
/// <param name="Returned">Its output; of a failed one, the revert data.</param>
internal sealed record SimulatedCall(
    bool Succeeded, byte[] Returned, IReadOnlyList<SimulatedLog> Logs, string Error = "");
