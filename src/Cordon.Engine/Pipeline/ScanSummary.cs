using Cordon.Domain.Blocks;

namespace Cordon.Engine.Pipeline;

/// <summary>What a scan did.</summary>
public sealed record ScanSummary
{
    public required long Blocks { get; init; }

    public required long Transactions { get; init; }

    /// <summary>Signals delivered, retractions not counted.</summary>
    public required long Signals { get; init; }

    /// <summary>Signals taken back because their block was reorganised away.</summary>
    public required long Retracted { get; init; }

    /// <summary>Places where block numbers were skipped, which only a recording may do.</summary>
    public required long Gaps { get; init; }

    /// <summary>What could not be seen, each cause once.</summary>
    public required IReadOnlyList<BlindReport> Blind { get; init; }

    public required TimeSpan Elapsed { get; init; }
}
