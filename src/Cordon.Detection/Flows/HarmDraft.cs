using System.Text.Json.Nodes;
using Cordon.Domain.Blocks;

namespace Cordon.Detection.Flows;

/// <summary>What a detector of flows says of harm done; <see cref="HarmReport"/> adds what is the same
/// for all.</summary>
internal readonly ref struct HarmDraft
{
    public required string Detector { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Who was harmed or used, the harmed first; they become the subjects, before the attacker.</summary>
    public required ReadOnlySpan<AccountId> Victims { get; init; }

    public required AccountId Attacker { get; init; }

    /// <summary>What happened, without the loss, how sure it is and the full stop.</summary>
    public required string Sentence { get; init; }

    /// <summary>What only this detector shows.</summary>
    public required JsonObject Evidence { get; init; }
}
