using System.Text.Json;
using Cordon.Domain.Json;
using Cordon.Domain.Signals;

namespace Cordon.Domain.Incidents;

/// <summary>An incident as the JSON object of spec/incident.schema.json: a public contract.</summary>
public static class IncidentJson
{
    /// <summary>Writes one object.</summary>
    public static void Write(Utf8JsonWriter writer, Incident incident)
    {
        writer.WriteStartObject();
        writer.WriteString("id", incident.Id);
        writer.WriteNumber("chain", incident.Chain);
        writer.WriteString("root", incident.Root);
        writer.WriteString("protocol", incident.Protocol);
        writer.WriteString("summary", incident.Summary);
        writer.WriteString("severity", SignalJson.NameOf(incident.Severity));
        writer.WriteNumber("belief", Math.Round(incident.Belief, 4));
        writer.WriteNumber("logOdds", incident.LogOdds);
        writer.WriteNumber("priorLogOdds", incident.PriorLogOdds);
        writer.WriteAddresses("victims", incident.Victims);
        writer.WriteAddresses("attackers", incident.Attackers);
        writer.WriteAddresses("subjects", incident.Subjects);
        writer.WriteTexts("transactions", incident.Transactions.Select(tx => tx.ToString()));
        writer.WriteStartArray("reasons");
        foreach (IncidentReason reason in incident.Reasons) WriteReason(writer, reason);
        writer.WriteEndArray();
        writer.WriteNumber("signalCount", incident.SignalCount);
        writer.WriteNumber("firstBlock", incident.FirstBlock);
        writer.WriteNumber("lastBlock", incident.LastBlock);
        writer.WriteString("state", StateText(incident.State));
        writer.WriteString("mergedInto", incident.MergedInto);
        WriteClocks(writer, incident.Clocks);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">A field is missing or not what it should be; the message names it.</exception>
    public static Incident Read(JsonElement json) => new()
    {
        Id = json.Text("id"),
        Chain = json.Number("chain"),
        Root = json.Text("root"),
        Protocol = json.OptionalText("protocol"),
        Summary = json.Text("summary"),
        Severity = ReadSeverity(json),
        LogOdds = json.Real("logOdds"),
        PriorLogOdds = json.Real("priorLogOdds"),
        Victims = json.Addresses("victims"),
        Attackers = json.Addresses("attackers"),
        Subjects = json.Addresses("subjects"),
        Transactions = json.Hashes("transactions"),
        Reasons = json.Items("reasons", ReadReason),
        SignalCount = (int)json.Number("signalCount"),
        FirstBlock = json.Number("firstBlock"),
        LastBlock = json.Number("lastBlock"),
        State = Enum.TryParse(json.Text("state"), ignoreCase: true, out IncidentState state)
            ? state
            : throw new FormatException($"field 'state' is not a state: '{json.Text("state")}'."),
        MergedInto = json.OptionalText("mergedInto"),
        Clocks = ReadClocks(json.Field("clocks")),
    };

    private static void WriteReason(Utf8JsonWriter writer, IncidentReason reason)
    {
        writer.WriteStartObject();
        writer.WriteString("signal", reason.Signal);
        writer.WriteNumber("block", reason.Block);
        writer.WriteHash("tx", reason.Tx);
        writer.WriteString("detector", reason.Detector);
        writer.WriteString("severity", SignalJson.NameOf(reason.Severity));
        writer.WriteNumber("confidence", reason.Confidence);
        writer.WriteNumber("logOdds", reason.LogOdds);
        writer.WriteString("text", reason.Text);
        writer.WriteEndObject();
    }

    private static IncidentReason ReadReason(JsonElement json) => new(
        json.Text("signal"), json.Number("block"), json.Hash("tx"), json.Text("detector"),
        ReadSeverity(json), json.Real("confidence"), json.Real("logOdds"), json.Text("text"));

    private static void WriteClocks(Utf8JsonWriter writer, IncidentClocks clocks)
    {
        writer.WriteStartObject("clocks");
        writer.WriteNumber("startedAt", clocks.StartedAt);
        writer.WriteNumber("latestAt", clocks.LatestAt);
        WriteTime(writer, "detectedAt", clocks.DetectedAt);
        WriteTime(writer, "containedAt", clocks.ContainedAt);
        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value) writer.WriteString(name, value);
        else writer.WriteNull(name);
    }

    private static IncidentClocks ReadClocks(JsonElement json) => new(
        json.Number("startedAt"), json.Number("latestAt"), ReadTime(json, "detectedAt"), ReadTime(json, "containedAt"));

    private static DateTimeOffset? ReadTime(JsonElement json, string name)
    {
        if (json.OptionalText(name) is null) return null;
        return json.Field(name).TryGetDateTimeOffset(out DateTimeOffset time)
            ? time
            : throw new FormatException($"field '{name}' is not a time: expected ISO 8601 or null.");
    }

    private static Severity ReadSeverity(JsonElement json) =>
        SignalJson.TryParseSeverity(json.Text("severity"), out Severity severity)
            ? severity
            : throw new FormatException($"field 'severity' is not a severity: '{json.Text("severity")}'.");

    private static string StateText(IncidentState state) => state.ToString().ToLowerInvariant();
}
