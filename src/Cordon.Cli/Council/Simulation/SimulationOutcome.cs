namespace Cordon.Cli.Council.Simulation;

/// <summary>What would happen.</summary>
internal sealed record SimulationOutcome
{
    /// <summary>Whether the Safe's call succeeds; null where the node could not try it.</summary>
    public bool? Succeeds { get; init; }

    /// <summary>Why not; empty where it succeeds.</summary>
    public string Failure { get; init; } = "";

    /// <summary>What the node could not show; empty where nothing.</summary>
    public string Unseen { get; init; } = "";

    public IReadOnlyList<StateChange> Changes { get; init; } = [];

    /// <summary>Events in words, in their order.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];
}
