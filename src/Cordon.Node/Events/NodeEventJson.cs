using System.Text.Json;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Node.Actions;
using Cordon.Node.Registry;

namespace Cordon.Node.Events;

/// <summary>An event as the JSON object of spec/event.schema.json: a public contract.</summary>
public static class NodeEventJson
{
    /// <summary>One object as UTF-8.</summary>
    public static byte[] ToBytes(NodeEvent happened)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, SignalJson.WriterOptions)) Write(json, happened);
        return bytes.ToArray();
    }

    /// <summary>Writes one object.</summary>
    public static void Write(Utf8JsonWriter json, NodeEvent happened)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(happened);
        json.WriteStartObject();
        json.WriteString("event", NameOf(happened));
        json.WriteNumber("chain", happened.Chain);
        json.WriteString("at", happened.At);
        WriteBody(json, happened);
        json.WriteEndObject();
    }

    /// <summary>The public name of an event's kind: lower case with hyphens.</summary>
    public static string NameOf(NodeEvent happened) => happened switch
    {
        NodeEvent.PendingSeen => "pending",
        NodeEvent.BlockScanned => "block",
        NodeEvent.SignalRaised => "signal",
        NodeEvent.IncidentOpened => "incident-opened",
        NodeEvent.IncidentChanged => "incident-changed",
        NodeEvent.IncidentRetracted => "incident-retracted",
        NodeEvent.Decided => "decision",
        NodeEvent.Notified => "notified",
        NodeEvent.ActionRequested => "action-requested",
        NodeEvent.ActionSent => "action-sent",
        NodeEvent.ActionSettled => "action-settled",
        NodeEvent.ActionReverted => "action-reverted",
        NodeEvent.ActionFailed => "action-failed",
        NodeEvent.RaisedOnChain => "raised-on-chain",
        NodeEvent.Attested => "attested",
        NodeEvent.Community => "community",
        NodeEvent.Duty => "engagement",
        NodeEvent.Blind => "blind",
        NodeEvent.SightRestored => "sight-restored",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "not an event"),
    };

    private static void WriteBody(Utf8JsonWriter json, NodeEvent happened)
    {
        switch (happened)
        {
            case NodeEvent.PendingSeen e:
                WriteVerdict(json, e.Verdict);
                break;
            case NodeEvent.BlockScanned e:
                json.WriteNumber("block", e.Number);
                json.WriteString("hash", e.Hash.ToString());
                json.WriteNumber("transactions", e.Transactions);
                json.WriteNumber("dropped", e.Dropped);
                break;
            case NodeEvent.SignalRaised e:
                json.WritePropertyName("signal");
                SignalJson.Write(json, e.Signal);
                break;
            case NodeEvent.IncidentOpened e:
                WriteIncident(json, e.Incident);
                break;
            case NodeEvent.IncidentChanged e:
                WriteIncident(json, e.Incident);
                break;
            case NodeEvent.IncidentRetracted e:
                WriteIncident(json, e.Incident);
                break;
            case NodeEvent.Decided e:
                WriteDecision(json, e.Decision);
                break;
            case NodeEvent.Notified e:
                WriteIncident(json, e.Incident);
                WriteDecision(json, e.Decision);
                break;
            default:
                WriteAction(json, happened);
                break;
        }
    }

    private static void WriteAction(Utf8JsonWriter json, NodeEvent happened)
    {
        switch (happened)
        {
            case NodeEvent.ActionRequested e:
                WriteDecision(json, e.Decision);
                json.WriteString("to", e.Request.To.ToString());
                json.WriteString("tipToBeat", e.Request.TipToBeat.ToString());
                json.WriteString("feeToBeat", e.Request.FeeToBeat.ToString());
                break;
            case NodeEvent.ActionSent e:
                WriteRecord(json, e.Record);
                WriteTimings(json, e.Timings);
                break;
            case NodeEvent.ActionSettled e:
                WriteRecord(json, e.Record);
                break;
            case NodeEvent.ActionReverted e:
                WriteRecord(json, e.Record);
                json.WriteString("reason", e.Reason);
                break;
            case NodeEvent.ActionFailed e:
                WriteDecision(json, e.Decision);
                json.WriteString("reason", e.Reason);
                break;
            case NodeEvent.RaisedOnChain e:
                WriteOnChain(json, e.Incident);
                break;
            case NodeEvent.Attested e:
                WriteOnChain(json, e.Incident);
                json.WriteString("incident", e.About);
                break;
            case NodeEvent.Community e:
                json.WriteString("kind", e.Kind);
                json.WriteString("text", e.Text);
                break;
            case NodeEvent.Duty e:
                json.WriteString("kind", e.Kind);
                json.WriteNumber("epoch", e.Epoch);
                json.WriteString("text", e.Text);
                if (e.Until is { } until) json.WriteNumber("until", until);
                break;
            case NodeEvent.Blind e:
                json.WriteString("missing", e.Missing);
                json.WriteString("cause", e.Cause);
                json.WriteStartArray("unseen");
                foreach (string unseen in e.Unseen) json.WriteStringValue(unseen);
                json.WriteEndArray();
                break;
            case NodeEvent.SightRestored e:
                json.WriteString("missing", e.Missing);
                break;
        }
    }

    private static void WriteIncident(Utf8JsonWriter json, Incident incident)
    {
        json.WritePropertyName("incident");
        IncidentJson.Write(json, incident);
    }

    private static void WriteDecision(Utf8JsonWriter json, ResponseDecision decision)
    {
        json.WritePropertyName("decision");
        ResponseDecisionJson.Write(json, decision);
    }

    private static void WriteRecord(Utf8JsonWriter json, SendRecord record)
    {
        json.WriteString("key", record.Request.Key);
        json.WriteString("state", record.State.ToString().ToLowerInvariant());
        json.WriteString("transaction", (record.Inclusion?.Transaction ?? record.Latest.Hash).ToString());
        json.WriteNumber("attempts", record.Attempts.Length);
        if (record.Inclusion is { } inclusion)
        {
            json.WriteNumber("block", inclusion.BlockNumber);
            json.WriteBoolean("succeeded", inclusion.Succeeded);
        }

        if (record.Obstacle is { } obstacle) json.WriteString("obstacle", obstacle);
        if (record.Withdrawal is { } withdrawal) json.WriteString("withdrawal", withdrawal);
    }

    private static void WriteOnChain(Utf8JsonWriter json, OnChainIncident incident)
    {
        json.WriteString("registry", incident.Registry.ToString());
        json.WriteString("onChainId", incident.Id.ToString());
        json.WriteString("protocol", incident.Protocol.ToString());
        json.WriteNumber("raiser", incident.Raiser);
        json.WriteString("target", incident.Target.ToString());
        json.WriteString("mode", incident.Mode.ToString().ToLowerInvariant());
        json.WriteNumber("until", incident.Until);
        json.WriteString("evidence", incident.Evidence.ToString());
    }

    private static void WriteVerdict(Utf8JsonWriter json, PendingVerdict verdict)
    {
        json.WriteString("transaction", verdict.Transaction?.Hash.ToString());
        json.WriteNumber("head", verdict.Head);
        json.WriteBoolean("simulated", verdict.WasSimulated);
        json.WriteNumber("signals", verdict.Signals.Count);
        json.WriteStartObject("ms");
        WriteTimings(json, verdict.Timings);
        json.WriteEndObject();
    }

    private static void WriteTimings(Utf8JsonWriter json, ActionTimings? timings)
    {
        if (timings is not { } found) return;
        json.WriteStartObject("ms");
        WriteTimings(json, found.Verdict);
        WriteMs(json, "decide", found.Decide);
        WriteMs(json, "keep", found.Keep);
        WriteMs(json, "sign", found.Sign);
        WriteMs(json, "write", found.Write);
        WriteMs(json, "total", found.Total);
        json.WriteEndObject();
    }

    private static void WriteTimings(Utf8JsonWriter json, in PendingTimings timings)
    {
        WriteMs(json, "fetch", timings.Fetch);
        WriteMs(json, "wait", timings.Wait);
        WriteMs(json, "simulate", timings.Simulate);
        WriteMs(json, "detect", timings.Detect);
    }

    private static void WriteMs(Utf8JsonWriter json, string name, TimeSpan time) =>
        json.WriteNumber(name, Math.Round(time.TotalMilliseconds, 3));
}
