using System.Text.Json;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Response.Confirming;

namespace Cordon.Node.Dashboard;

/// <summary>What the page shows as JSON: spec/dashboard.md.</summary>
internal sealed class DashboardJson(
    NodeSettings settings, DashboardView view, Func<IReadOnlyDictionary<ulong, PendingSummary>> pending,
    TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public byte[] ToBytes()
    {
        DashboardView.Snapshot now = view.Read();
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, SignalJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("now", time.GetUtcNow());
            json.WriteString("startedAt", _startedAt);
            json.WriteBoolean("hasKey", settings.Guardian is not null);
            WriteList(json, "chains", settings.Chains, chain => WriteChain(json, chain.Id, now));
            WriteList(json, "protocols", settings.Protocols, guarded => WriteProtocol(json, guarded));
            WriteList(json, "blind", now.Blind, blind => NodeEventJson.Write(json, blind));
            WriteList(json, "waiting",
                now.Decisions.Where(decision => decision.Permission == Permission.NeedsHuman),
                decision => WriteWaiting(json, decision, now));
            WriteList(json, "incidents", now.Incidents, incident => IncidentJson.Write(json, incident));
            WriteList(json, "decisions", now.Decisions, decision => ResponseDecisionJson.Write(json, decision));
            WriteList(json, "events", now.Events, happened => NodeEventJson.Write(json, happened));
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private void WriteChain(Utf8JsonWriter json, ulong chain, DashboardView.Snapshot now)
    {
        json.WriteStartObject();
        json.WriteNumber("id", chain);
        if (now.Heads.GetValueOrDefault(chain) is { } head)
        {
            json.WriteNumber("head", head.Number);
            json.WriteString("headAt", head.At);
        }

        if (pending().GetValueOrDefault(chain) is { } seen)
        {
            json.WriteStartObject("pending");
            json.WriteNumber("noticed", seen.Noticed);
            json.WriteNumber("simulated", seen.Simulated);
            json.WriteNumber("plain", seen.Plain);
            json.WriteNumber("refused", seen.Refused);
            json.WriteNumber("mined", seen.Mined);
            json.WriteNumber("superseded", seen.Superseded);
            json.WriteNumber("skipped", seen.Skipped);
            json.WriteNumber("lost", seen.Lost);
            json.WriteNumber("unfetched", seen.Unfetched);
            json.WriteNumber("malformed", seen.Malformed);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteProtocol(Utf8JsonWriter json, GuardedProtocol guarded)
    {
        json.WriteStartObject();
        json.WriteString("name", guarded.Protocol.Name);
        json.WriteNumber("chain", guarded.Protocol.Chain);
        json.WriteBoolean("dryRun", guarded.Policy.IsDryRun);
        json.WriteString("policyVersion", guarded.Policy.Version);
        json.WriteEndObject();
    }

    private void WriteWaiting(Utf8JsonWriter json, ResponseDecision decision, DashboardView.Snapshot now)
    {
        Incident? incident = now.Incidents.FirstOrDefault(each => each.Id == decision.Incident);
        json.WriteStartObject();
        json.WritePropertyName("decision");
        ResponseDecisionJson.Write(json, decision);
        if (incident is not null)
        {
            json.WritePropertyName("incident");
            IncidentJson.Write(json, incident);
        }

        if (settings.SafeQuestionOf(decision, incident) is { } question)
        {
            json.WritePropertyName("safe");
            SafeQuestionJson.Write(json, question);
        }

        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items) write(item);
        json.WriteEndArray();
    }
}
