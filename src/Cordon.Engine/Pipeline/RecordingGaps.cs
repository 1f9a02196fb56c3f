using Cordon.Domain.Blocks;

namespace Cordon.Engine.Pipeline;

/// <summary>Names what a recorded block does not hold, so that its silence is not taken for safety.</summary>
/// <remarks>A statement about each block by itself: a scan that was interrupted says the same as one that was not.
/// </remarks>
internal static class RecordingGaps
{
    private static readonly BlindReport NoCalls = new("traces", "the recorded block has no call trees",
    [
        "internal calls and native transfers", "reentrancy", "prices read inside a transaction",
        "creations inside a transaction", "whatever a token or protocol does not log",
    ]);

    private static readonly BlindReport NoLogs = new("logs", "the recorded block has no logs",
    [
        "events: transfers, swaps and loans are known from calls alone", "mints, burns and fees a token takes inside",
        "approvals, roles and governance known only by events",
    ]);

    /// <summary>The gaps of a block; none for an empty one.</summary>
    public static IEnumerable<BlindReport> Of(BlockData block)
    {
        if (block.Transactions.Count == 0) yield break;
        if (!block.Transactions.HasCalls.Span.Contains(true)) yield return NoCalls;
        if (!block.Transactions.HasLogs.Span.Contains(true)) yield return NoLogs;
    }
}
