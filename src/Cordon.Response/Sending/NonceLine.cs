using Cordon.Domain.Sending;
using Cordon.Ethereum;

namespace Cordon.Response.Sending;

/// <summary>Who stands where in an account's line of nonces. Pure.</summary>
/// <remarks>
/// Blocks take an account's transactions in the order of their nonces, so that an urgent one behind a cheap one lands
/// no sooner than that. Hence it never stands behind what yields: it takes the first nonce that such a one holds, pays
/// enough to replace it, and that one goes to the end of the line.
/// </remarks>
internal static class NonceLine
{
    /// <summary>A nonce that neither the chain nor an open record uses.</summary>
    /// <param name="next">The chain's next.</param>
    public static ulong Free(IEnumerable<SendRecord> open, ulong next)
    {
        ulong free = next;
        foreach (SendRecord record in open)
        {
            if (record.Nonce >= free) free = record.Nonce + 1;
        }

        return free;
    }

    /// <summary>The first record that makes way for a request, null where none has to.</summary>
    /// <param name="after">Only records of a higher nonce; null for any.</param>
    public static SendRecord? GivesWay(
        SendRequest request, IReadOnlyCollection<SendRecord> open, ulong next, ulong? after = null)
    {
        if (request.Yields) return null;
        SendRecord? first = null;
        foreach (SendRecord record in open)
        {
            bool isCandidate = record.Request.Yields && record.State == SendState.Pending && record.Nonce >= next
                && !(record.Nonce <= after) && record.Request.Key != request.Key && !IsDisplaced(record, open);
            if (isCandidate && (first is null || record.Nonce < first.Nonce)) first = record;
        }

        return first;
    }

    /// <summary>Whether an urgent record has taken the nonce of one that yields.</summary>
    public static bool IsDisplaced(SendRecord record, IReadOnlyCollection<SendRecord> open) =>
        record is { Request.Yields: true, State: SendState.Pending } && open.Any(other =>
            other is { Request.Yields: false, State: SendState.Pending } && other.Nonce == record.Nonce);

    /// <summary>Whether what was to make way for a record was mined before it could.</summary>
    public static bool WasTooLate(SendRecord record, IReadOnlyCollection<SendRecord> open, ChainSight sight) =>
        !record.Request.Yields && open.Any(other => other.Request.Yields && other.Attempts.Any(
            attempt => attempt.Nonce == record.Nonce && sight.Receipts.ContainsKey(attempt.Hash)));

    /// <summary>Fees that a node takes in place of those of what makes way.</summary>
    /// <returns>Null where that needs more than <paramref name="feeMax"/>.</returns>
    public static Fees? Outbidding(SendRecord displaced, Fees wanted, FeeQuote quote, UInt256 feeMax) =>
        new Fees(displaced.Latest.FeeMax, displaced.Latest.Tip).Bumped(quote, feeMax) is { } enough
            ? new Fees(UInt256.Max(enough.Max, wanted.Max), UInt256.Max(enough.Tip, wanted.Tip))
            : null;
}
