using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Node.Actions;
using Cordon.Node.Registry;

namespace Cordon.Node.Events;

/// <summary>Something that a node saw, decided or did.</summary>
/// <param name="Chain">Chain id, 0 where it concerns none.</param>
/// <param name="At">When the node knew.</param>
public abstract record NodeEvent(ulong Chain, DateTimeOffset At)
{
    /// <summary>A pending transaction was looked at, a harmless one too.</summary>
    public sealed record PendingSeen(ulong Chain, DateTimeOffset At, PendingVerdict Verdict) : NodeEvent(Chain, At);

    /// <summary>A block was scanned, with all that follows from it decided.</summary>
    /// <param name="Dropped">How many of the latest blocks it replaced.</param>
    public sealed record BlockScanned(
        ulong Chain, DateTimeOffset At, ulong Number, Hash256 Hash, int Transactions, int Dropped)
        : NodeEvent(Chain, At);

    /// <summary>A detector, an invariant or the node itself says something; or takes it back.</summary>
    public sealed record SignalRaised(ulong Chain, DateTimeOffset At, Signal Signal) : NodeEvent(Chain, At);

    /// <summary>An incident is new.</summary>
    public sealed record IncidentOpened(ulong Chain, DateTimeOffset At, Incident Incident) : NodeEvent(Chain, At);

    /// <summary>An incident is another than before: more evidence, another state.</summary>
    public sealed record IncidentChanged(ulong Chain, DateTimeOffset At, Incident Incident) : NodeEvent(Chain, At);

    /// <summary>An incident is withdrawn because its blocks were reorganised away.</summary>
    public sealed record IncidentRetracted(ulong Chain, DateTimeOffset At, Incident Incident) : NodeEvent(Chain, At);

    /// <summary>Something was decided, and kept.</summary>
    public sealed record Decided(ulong Chain, DateTimeOffset At, ResponseDecision Decision) : NodeEvent(Chain, At);

    /// <summary>People were told of an incident, as the policy says.</summary>
    public sealed record Notified(ulong Chain, DateTimeOffset At, Incident Incident, ResponseDecision Decision)
        : NodeEvent(Chain, At);

    /// <summary>A transaction was asked for.</summary>
    public sealed record ActionRequested(
        ulong Chain, DateTimeOffset At, ResponseDecision Decision, SendRequest Request) : NodeEvent(Chain, At);

    /// <summary>The bytes of a transaction are with a node.</summary>
    /// <param name="Timings">From the notice of the pending attack; null for what was not decided on a pending one.
    /// </param>
    public sealed record ActionSent(ulong Chain, DateTimeOffset At, SendRecord Record, ActionTimings? Timings)
        : NodeEvent(Chain, At);

    /// <summary>A transaction is in a block, or is no longer, or is final, or is given up.</summary>
    public sealed record ActionSettled(ulong Chain, DateTimeOffset At, SendRecord Record) : NodeEvent(Chain, At);

    /// <summary>A transaction is in a block and did nothing; the reason in words.</summary>
    public sealed record ActionReverted(ulong Chain, DateTimeOffset At, SendRecord Record, string Reason)
        : NodeEvent(Chain, At);

    /// <summary>What was granted could not be done; the reason in words.</summary>
    public sealed record ActionFailed(ulong Chain, DateTimeOffset At, ResponseDecision Decision, string Reason)
        : NodeEvent(Chain, At);

    /// <summary>Somebody raised an incident of a guarded protocol on chain.</summary>
    public sealed record RaisedOnChain(ulong Chain, DateTimeOffset At, OnChainIncident Incident) : NodeEvent(Chain, At);

    /// <summary>A verdict was handed to the attestation exchange.</summary>
    public sealed record Attested(ulong Chain, DateTimeOffset At, OnChainIncident Incident, string About)
        : NodeEvent(Chain, At);

    /// <summary>News of the exchange with other guardians.</summary>
    /// <param name="Kind">A word: quorum-held, quorum-on-chain, submitted, submission-failed, equivocation,
    /// lapsed, own-key-misused, peer-misbehaved, peer-unreachable, peer-refuses, hindered.</param>
    public sealed record Community(ulong Chain, DateTimeOffset At, string Kind, string Text) : NodeEvent(Chain, At);

    /// <summary>News of an attention challenge.</summary>
    /// <param name="Kind">A word: opened, on-duty, committed, revealed, closed, punished, paid-until; and what needs
    /// somebody: missed, wrong-answer, stopped, unpaid, range-changed, hindered.</param>
    /// <param name="Epoch">Number of the epoch.</param>
    /// <param name="Until">Seconds since 1970: when the commitment is due, or until when the clock runs; else null.
    /// </param>
    public sealed record Duty(
        ulong Chain, DateTimeOffset At, string Kind, ulong Epoch, string Text, ulong? Until) : NodeEvent(Chain, At)
    {
        /// <summary>Whether pay or stake is lost, or about to be, unless somebody looks.</summary>
        public bool NeedsSomebody =>
            Kind is "missed" or "wrong-answer" or "stopped" or "unpaid" or "range-changed" or "hindered";
    }

    /// <summary>The node cannot see something.</summary>
    public sealed record Blind(
        ulong Chain, DateTimeOffset At, string Missing, string Cause, ImmutableArray<string> Unseen)
        : NodeEvent(Chain, At);

    /// <summary>The node sees again what it could not.</summary>
    public sealed record SightRestored(ulong Chain, DateTimeOffset At, string Missing) : NodeEvent(Chain, At);
}
