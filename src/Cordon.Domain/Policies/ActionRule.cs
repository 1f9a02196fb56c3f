using System.ComponentModel.DataAnnotations;
using Cordon.Domain.Signals;

namespace Cordon.Domain.Policies;

/// <summary>What a human allows the node to do by itself: one action on one protocol.</summary>
public sealed record ActionRule
{
    /// <summary>The incident's belief must reach this; a coin's toss, 0.5, is the least for all but telling people.
    /// </summary>
    [Range(0.05, 1.0)]
    public required double BeliefMin { get; init; }

    /// <summary>The incident's severity must reach this.</summary>
    public Severity SeverityMin { get; init; } = Severity.Medium;

    /// <summary>The longest it may last; zero where an action has no duration (notify, attest).</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3.00:00:00")]
    public TimeSpan DurationMax { get; init; }

    /// <summary>How often within 24 hours, whatever the incidents.</summary>
    [Range(1, 10_000)]
    public int PerDayMax { get; init; } = 1;

    /// <summary>When it waits for a human all the same; null for never.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>Whether a human must confirm it at any time.</summary>
    public bool NeedsConfirmation { get; init; }

    /// <summary>Whose owners must sign the answer; null where anybody who reaches the node may answer.</summary>
    public ConfirmingSafe? Safe { get; init; }
}
