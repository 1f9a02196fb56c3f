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

/// <summary>Turns a node's events into the steps that the arena tells and measures: all that matter of the node that
/// may act, and of the others that they saw it too and what they said.</summary>
internal sealed class NodeDiary
{
    private const string Verdicts = "attest:"; // how the exchange's requests begin

    private readonly ArenaDefence _defence;
    private readonly bool _mayAct;
    private readonly string _who;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private readonly long _start;
    private readonly Lock _lock = new();
    private readonly List<GuardEvent> _events = [];

    public NodeDiary(ArenaDefence defence, GuardPost post, TimeProvider time)
    {
        _mayAct = defence.MayAct(post);
        _who = post == defence.Posts[0] ? "" : $"{post.Name}'s node: ";
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
        GuardEvent[] steps = [.. StepsOf(happened).Select(step => step with { Text = _who + step.Text })];
        lock (_lock)
        {
            foreach (GuardEvent step in steps)
            {
                bool isWanted = step.Kind switch
                {
                    GuardEventKind.Attested or GuardEventKind.Quorum or GuardEventKind.Remark => true,
                    GuardEventKind.Judged => _mayAct || _events.All(told => told.Kind != GuardEventKind.Judged),
                    _ => _mayAct,
                };
                if (isWanted) _events.Add(step);
            }
        }
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
                Signal threat = verdict.Signals.First(IsThreat);
                yield return new GuardEvent(
                    GuardEventKind.Judged, at,
                    _mayAct ? $"{threat.Summary} {Where(verdict)}" : $"judges the same: {threat.Detector}", tx.Hash);
                break;
            case NodeEvent.IncidentOpened { Incident: { } incident }
                when _defence.Sides.Any(side => (side.ChainId, side.Protocol) == (incident.Chain, incident.Protocol)):
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
            case NodeEvent.Attested or NodeEvent.Community:
                if (VerdictOf(happened) is { } said)
                    yield return new GuardEvent(GuardEventKind.Attested, at, said);
                break;
            case NodeEvent.ActionSettled
            {
                Record: { State: SendState.Mined, Inclusion: { Succeeded: true } place } record,
            } when record.Request.Key.StartsWith(Verdicts, StringComparison.Ordinal):
                yield return new GuardEvent(
                    GuardEventKind.Quorum, at, $"they are in block {place.BlockNumber}", record.Latest.Hash);
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

    private static string? VerdictOf(NodeEvent happened) => happened switch
    {
        NodeEvent.Attested attested => $"signs that {Short(attested.Incident.Id)} is an attack, for its peers",
        NodeEvent.Community { Kind: "quorum-held" } => "holds the verdicts of a quorum",
        NodeEvent.Community { Kind: "submitted" } told => $"brings {told.Text.Split(" of ")[0]} to the chain",
        _ => null,
    };

    private bool IsThreat(Signal signal) =>
        signal.Severity >= Severity.Medium && _defence.Sides.Any(
            side => side.ChainId == signal.Chain && signal.Subjects.Any(side.Contracts.Contains));

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
