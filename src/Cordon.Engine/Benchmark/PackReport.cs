using Cordon.Engine.Benchmark.Scores;
using Cordon.Engine.Pipeline;

namespace Cordon.Engine.Benchmark;

/// <summary>How the detectors did on one pack.</summary>
public sealed record PackReport
{
    public required string Pack { get; init; }

    public required ScanSummary Scan { get; init; }

    /// <summary>One a label kind that the pack has.</summary>
    public required IReadOnlyList<LabelScore> Labels { get; init; }

    public required AttackScore Attacks { get; init; }

    public required AlarmScore Alarms { get; init; }

    /// <summary>Rows by a label name that this build does not know.</summary>
    public required IReadOnlyDictionary<string, int> UnknownLabels { get; init; }
}
