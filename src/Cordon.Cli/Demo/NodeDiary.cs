using System.Globalization;
using Cordon.Arena.Guards;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Node.Actions;
using Cordon.Node.Events;

namespace Cordon.Cli.Demo;

/// <summary>Turns a node's events into the steps that the arena tells and measures.</summary>
internal sealed class NodeDiary
{
    private readonly ArenaDefence _defence;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private readonly long _start;
    private readonly Lock _lock = new();
    private readonly List<GuardEvent> _events = [];

    public NodeDiary(ArenaDefence defence, TimeProvider time)
    {
        (_defence, _time) = (defence, time);
        (_startedAt, _start) = (time.GetUtcNow(), time.GetTimestamp());
    }

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<GuardEvent> Events
    {
        get
        {
            lock (_lock) return [.. _events.OrderBy(step => step.At)];
        }
    }

    public void Note(NodeEvent happened)
    {
        GuardEvent[] steps = [.. StepsOf(happened)];
        if (steps.Length == 0) return;
        lock (_lock) _events.AddRange(steps);
    }

    private IEnumerable<GuardEvent> StepsOf(NodeEvent happened)
    {
        long at = Timestamp(happened.At);
        switch (happened)
        {
            case NodeEvent.PendingSeen { Verdict: { Transaction: { } tx, IsAmendment: false } verdict }
                when verdict.Signals.Any(IsThreat):
                yield return new GuardEvent(
                    GuardEventKind.Noticed, tx.NoticedAt, $"pending transaction {Short(tx.Hash)}", tx.Hash);
                yield return new GuardEvent(
                    GuardEventKind.Judged, at, $"{verdict.Signals.First(IsThreat).Summary} {Where(verdict)}", tx.Hash);
                break;
            case NodeEvent.IncidentOpened { Incident: { } incident } when incident.Protocol == _defence.Protocol:
                yield return new GuardEvent(GuardEventKind.Incident, at, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{incident.Id}, belief {incident.Belief:0.000}, {incident.Severity}: {incident.Summary}"));
                break;
            case NodeEvent.Decided { Decision: { Permission: Permission.Granted } decision }:
                yield return new GuardEvent(
                    GuardEventKind.Decided, at, $"{Name(decision.Action)} {decision.Protocol}: {decision.Reasons[0]}");
                break;
            case NodeEvent.ActionSent sent:
                yield return new GuardEvent(
                    GuardEventKind.Sent, at, $"the transaction is with the node{Inside(sent.Timings)}",
                    sent.Record.Latest.Hash);
                break;
            case NodeEvent.ActionSettled { Record: { State: SendState.Mined, Inclusion: { } place } record }:
                yield return new GuardEvent(
                    GuardEventKind.Mined, at, $"it is in block {place.BlockNumber}", record.Latest.Hash);
                break;
            case NodeEvent.ActionReverted reverted:
                yield return new GuardEvent(GuardEventKind.Remark, at, $"it did nothing: {reverted.Reason}");
                break;
            case NodeEvent.ActionFailed failed:
                yield return new GuardEvent(
                    GuardEventKind.Remark, at, $"{Name(failed.Decision.Action)} could not be done: {failed.Reason}");
                break;
            case NodeEvent.Blind blind:
                yield return new GuardEvent(GuardEventKind.Remark, at, $"blind to {blind.Missing}: {blind.Cause}");
                break;
        }
    }

    private bool IsThreat(Signal signal) =>
        signal.Severity >= Severity.Medium && signal.Subjects.Any(_defence.Contracts.Contains);

    private static string Where(PendingVerdict verdict) => $"(on block {verdict.Head})";

    /// <summary>How long the node itself took, from the notice to the bytes on their way.</summary>
    private static string Inside(ActionTimings? timings) => timings is { } known
        ? string.Create(CultureInfo.InvariantCulture, $" ({known.Total.TotalMilliseconds:0.0} ms after the notice)")
        : "";

    private static string Name(ResponseAction action) => action.ToString().ToLowerInvariant();

    private static string Short(Hash256 hash) => $"{hash}"[..10];

    private long Timestamp(DateTimeOffset at) =>
        _start + (long)((at - _startedAt).TotalSeconds * _time.TimestampFrequency);
}
