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

    /// <summary>Traces and receipts do not fit together; which transactions, the signal's evidence says.</summary>
    public static BlindReport LogsDisagree { get; } = new("agreement of traces and receipts",
        "traces and receipts of a transaction hold different numbers of logs, so one of them is not to be trusted",
    [
        "which call emitted which log of these transactions: the receipts' logs were used",
        "what their traces leave out",
    ]);

    /// <summary>The gaps of a block; none for an empty one.</summary>
    public static IEnumerable<BlindReport> Of(BlockData block)
    {
        if (block.Transactions.Count == 0) yield break;
        if (!block.Transactions.HasCalls.Span.Contains(true)) yield return NoCalls;
        if (!block.Transactions.HasLogs.Span.Contains(true)) yield return NoLogs;
    }
}
