using System.Text.Json.Nodes;
using Cordon.Domain.Blocks;

namespace Cordon.Domain.Signals;

/// <summary>What a detector says; the buffer adds where and when.</summary>
public readonly ref struct SignalDraft
{
    public required string Detector { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The harmed contract first where there is one; None and repeats are left out.</summary>
    public required ReadOnlySpan<AccountId> Subjects { get; init; }

    public required string Summary { get; init; }

    public JsonObject? Evidence { get; init; }

    /// <summary>Tells two signals of one detector about one transaction apart; the subjects by default.</summary>
    public string? Key { get; init; }
}
