using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Submission;

/// <summary>What this node knows of submissions of one incident.</summary>
/// <param name="NoticeAt">When a peer first said that it submits the quorum, or somebody's submission of it was first
/// seen to wait for a block.</param>
/// <param name="NoticeFrom">The key of that peer; null where it was seen.</param>
/// <param name="TriedAt">When this node last tried to.</param>
/// <param name="LateTriedAt">When this node last tried to submit late attestations.</param>
/// <param name="FirstSeenAt">When this node's own attestation was first seen to be uncounted.</param>
internal sealed record SubmitMemory(
    DateTimeOffset? NoticeAt = null,
    Address? NoticeFrom = null,
    DateTimeOffset? TriedAt = null,
    DateTimeOffset? LateTriedAt = null,
    DateTimeOffset? FirstSeenAt = null)
{
    /// <summary>When the quorum that is held is to be submitted; null where it is not.</summary>
    public DateTimeOffset? QuorumDue(Pool.IncidentStanding standing, SubmitTurn turn, ExchangeOptions options)
    {
        if (standing.QuorumHeldAt is not { } held || standing.IsAtQuorumOnChain) return null;
        TimeSpan wait = turn.Wait(options.SubmitStep, options.SubmitPatience);
        DateTimeOffset due = held + wait;
        // The first notice alone counts: a liar gains one wait an incident, not one after the other.
        if (NoticeAt is { } notice) due = Later(due, notice + options.SubmitPatience + wait);
        return TriedAt is { } tried ? Later(due, tried + options.SubmitPatience) : due;
    }

    /// <summary>When attestations that the chain has not counted are to be submitted, so that nobody who gave a verdict
    /// is taken for silent; null where this node's own is none of them.</summary>
    public DateTimeOffset? LateDue(Pool.IncidentStanding standing, SubmitTurn turn, ExchangeOptions options)
    {
        if (FirstSeenAt is not { } since || standing.IsOwnCounted) return null;
        DateTimeOffset due = since + options.LateAfter + (options.SubmitPatience * turn.Doublings);
        return LateTriedAt is { } tried ? Later(due, tried + options.SubmitPatience) : due;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
