namespace Cordon.Arena.Scenarios;

/// <summary>What a scenario must show to count as met.</summary>
public sealed record Expectation
{
    /// <summary>Whether victims lose without Cordon; honest life costs nobody anything.</summary>
    public bool LosesWithout { get; init; } = true;

    /// <summary>The share of the loss without Cordon that must be saved with it, 1 for all.</summary>
    public double SavedShareMin { get; init; } = 1;

    /// <summary>Whether the guard must raise an incident (true), must not (false), or may (null).</summary>
    public bool? Raises { get; init; } = true;

    /// <summary>How many blocks before the harm is complete it must be raised; 0 for the same block, ahead of it.
    /// </summary>
    public int LeadBlocksMin { get; init; }

    /// <summary>The honest transactions that may be refused because the protocol is stopped.</summary>
    public int HonestRefusedMax { get; init; } = int.MaxValue;
}
