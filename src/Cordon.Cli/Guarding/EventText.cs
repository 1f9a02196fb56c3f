using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Node.Actions;
using Cordon.Node.Events;

namespace Cordon.Cli.Guarding;

/// <summary>An event in one line for a person.</summary>
internal static class EventText
{
    /// <summary>Whether an event is routine: printed only when all are asked for.</summary>
    public static bool IsRoutine(NodeEvent happened) => happened is NodeEvent.BlockScanned { Dropped: 0 }
        or NodeEvent.PendingSeen or NodeEvent.ActionRequested
        or NodeEvent.SignalRaised { Signal.Severity: Severity.Info }
        or NodeEvent.Decided { Decision.Permission: Permission.Withheld };

    /// <summary>Time, chain, what, and the particulars.</summary>
    public static string Of(NodeEvent happened)
    {
        string at = happened.At.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        string chain = happened.Chain == 0 ? "" : $" chain {happened.Chain}";
        string what = NodeEventJson.NameOf(happened).Replace('-', ' ');
        return TerminalText.Clean($"{at}{chain}  {what}: {Particulars(happened)}");
    }

    private static string Particulars(NodeEvent happened) => happened switch
    {
        NodeEvent.PendingSeen e => Of(e.Verdict),
        NodeEvent.BlockScanned e => $"{e.Number} with {e.Transactions} transactions"
            + (e.Dropped > 0 ? $", in place of {e.Dropped} that were reorganised away" : ""),
        NodeEvent.SignalRaised e => (e.Signal.Retracted ? "taken back: " : "")
            + $"{SignalJson.NameOf(e.Signal.Severity)} {e.Signal.Detector}: {e.Signal.Summary}",
        NodeEvent.IncidentOpened e => Of(e.Incident),
        NodeEvent.IncidentChanged e => Of(e.Incident),
        NodeEvent.IncidentRetracted e => Of(e.Incident),
        NodeEvent.Decided e => Of(e.Decision),
        NodeEvent.Notified e => Of(e.Incident),
        NodeEvent.Blind e => $"{e.Missing}: {e.Cause}; not seen: {string.Join(", ", e.Unseen)}",
        NodeEvent.SightRestored e => e.Missing,
        _ => OfAction(happened),
    };

    private static string OfAction(NodeEvent happened) => happened switch
    {
        NodeEvent.ActionRequested e => $"{e.Decision.Key} to {e.Request.To}",
        NodeEvent.ActionSent e => $"{Of(e.Record)}{Of(e.Timings)}",
        NodeEvent.ActionSettled e => Of(e.Record),
        NodeEvent.ActionReverted e => $"{Of(e.Record)}: {e.Reason}",
        NodeEvent.ActionFailed e => $"{e.Decision.Key}: {e.Reason}",
        NodeEvent.RaisedOnChain e => $"{e.Incident.Id}: guardian {e.Incident.Raiser} has {e.Incident.Protocol} "
            + $"{e.Incident.Mode.ToString().ToLowerInvariant()} until {UnixTime.Text(e.Incident.Until)}",
        NodeEvent.Duty e => string.Create(CultureInfo.InvariantCulture,
            $"{e.Kind.Replace('-', ' ')}, epoch {e.Epoch}: {e.Text}")
            + (e.Until is { } until ? $", until {UnixTime.Text(until)}" : ""),
        NodeEvent.Community e => $"{e.Kind.Replace('-', ' ')}: {e.Text}",
        NodeEvent.Attested e => $"{e.Incident.Id}, which is incident {e.About}",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "not an event"),
    };

    private static string Of(Engine.Pending.PendingVerdict verdict)
    {
        if (verdict.Transaction is not { } transaction) return "what cannot be seen of them has changed";
        string ran = verdict.WasSimulated ? $"{verdict.Signals.Count} signals" : "not run";
        return string.Create(CultureInfo.InvariantCulture,
            $"{transaction.Hash} {ran}, {verdict.Timings.Total.TotalMilliseconds:0.0} ms");
    }

    private static string Of(Incident incident) => string.Create(CultureInfo.InvariantCulture,
        $"{incident.Id} {incident.State.ToString().ToLowerInvariant()}, {SignalJson.NameOf(incident.Severity)}, "
        + $"{incident.Protocol ?? "no protocol"}, belief {incident.Belief:0.00}: {incident.Summary}");

    private static string Of(ResponseDecision decision) =>
        $"{ResponseDecisionJson.NameOf(decision.Permission)} {decision.Key} ({decision.Protocol}): "
        + string.Join(' ', decision.Reasons);

    private static string Of(SendRecord record)
    {
        Hash256 hash = record.Inclusion?.Transaction ?? record.Latest.Hash;
        string where = record.Inclusion is { } inclusion ? $" in block {inclusion.BlockNumber}" : "";
        string obstacle = (record.Obstacle ?? record.Withdrawal) is { } why ? $" ({why})" : "";
        return $"{record.Request.Key} {record.State.ToString().ToLowerInvariant()}{where} as {hash}{obstacle}";
    }

    private static string Of(ActionTimings? timings) => timings is { } found
        ? string.Create(CultureInfo.InvariantCulture, $", {found.Total.TotalMilliseconds:0.0} ms after the notice")
        : "";
}
