using System.Collections.Immutable;

namespace Cordon.Engine.Pending;

/// <summary>What a watch has seen, and not seen, so far.</summary>
public sealed record PendingSummary
{
    /// <summary>Different transactions that the node announced; once more each that was announced again after its body
    /// could not be had.</summary>
    public required long Noticed { get; init; }

    /// <summary>Announcements of one that was known.</summary>
    public required long Repeated { get; init; }

    /// <summary>Those that replaced another of the same sender and nonce.</summary>
    public required long Replacements { get; init; }

    /// <summary>Those whose body the node no longer had, or would not give.</summary>
    public required long Unfetched { get; init; }

    /// <summary>Bodies that are no transaction.</summary>
    public required long Malformed { get; init; }

    /// <summary>Those that were in a block before they could be looked at: the block path sees them.</summary>
    public required long Mined { get; init; }

    /// <summary>Those that the node ran.</summary>
    public required long Simulated { get; init; }

    /// <summary>Those that the node would not run.</summary>
    public required long Refused { get; init; }

    /// <summary>Ether sent to accounts without code: nothing to run.</summary>
    public required long Plain { get; init; }

    /// <summary>Skipped because more came than could be simulated, by rank; without those that came back.</summary>
    public required ImmutableArray<long> SkippedByRank { get; init; }

    /// <summary>Announcements lost before their hash was read.</summary>
    public required long Lost { get; init; }

    /// <summary>Those that another of the same sender and nonce, which pays more, replaced before they could be looked
    /// at.</summary>
    public long Superseded { get; init; }

    /// <summary>How often one that was looked at could not be once more, for want of time, on top of what became known
    /// of its sender later.</summary>
    public long NotRepeated { get; init; }

    /// <summary>Those that were skipped at first, and came to be looked at when there was time.</summary>
    public long Returned { get; init; }

    /// <summary>Those whose body came, and that were put where they wait to be looked at.</summary>
    public long Queued { get; init; }

    /// <summary>All that were skipped for want of time.</summary>
    public long Skipped => SkippedByRank.Sum();
}
