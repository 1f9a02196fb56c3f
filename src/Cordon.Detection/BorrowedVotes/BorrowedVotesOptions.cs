using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection.BorrowedVotes;

public sealed class BorrowedVotesOptions
{
    /// <summary>Share of a vote's weight that its holders gave away since they delegated it, from which the vote is
    /// taken for borrowed, in basis points.</summary>
    [Range(1, 10_000)]
    public int GoneBpsMin { get; init; } = 5_000;

    /// <summary>How long a delegation and a proposal are remembered, in blocks.</summary>
    [Range(1, 1_000_000)]
    public int MemoryBlocks { get; init; } = 50_400;

    /// <summary>Delegations and proposals remembered, each; the oldest are forgotten first.</summary>
    [Range(1, 1_000_000)]
    public int EntriesMax { get; init; } = 10_000;
}
