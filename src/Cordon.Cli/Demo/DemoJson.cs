using System.Text.Json;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenarios;
using Cordon.Arena.Trials;

namespace Cordon.Cli.Demo;

/// <summary>The demo's outcome as one JSON object, for programs.</summary>
internal static class DemoJson
{
    /// <summary>Members: passed, seed, blockTimeMs, seconds, scenarios. Amounts are decimal text in the smallest unit.
    /// </summary>
    public static void Write(
        IReadOnlyList<TrialReport> reports, TrialOptions options, TimeSpan took, Stream destination)
    {
        using var json = new Utf8JsonWriter(destination);
        json.WriteStartObject();
        json.WriteBoolean("passed", reports.All(report => report.IsMet));
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("blockTimeMs", options.BlockTime.TotalMilliseconds);
        json.WriteNumber("seconds", Math.Round(took.TotalSeconds, 1));
        json.WriteStartArray("scenarios");
        foreach (TrialReport report in reports) WriteScenario(json, report);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScenario(Utf8JsonWriter json, TrialReport report)
    {
        DefenceReport defence = report.Defence;
        json.WriteStartObject();
        json.WriteNumber("number", report.Card.Number);
        json.WriteString("name", report.Card.Name);
        json.WriteString("title", report.Card.Title);
        json.WriteBoolean("met", report.IsMet);
        json.WriteStartArray("failures");
        foreach (string failure in report.Failures) json.WriteStringValue(failure);
        json.WriteEndArray();
        WritePlay(json, "without", report.Without);
        WritePlay(json, "with", report.With);
        WriteTime(json, "detectionMs", defence.Detection);
        WriteTime(json, "actionMs", defence.Action);
        WriteTime(json, "quorumMs", defence.Quorum);
        if (defence.LeadBlocks is { } lead) json.WriteNumber("leadBlocks", lead);
        else json.WriteNull("leadBlocks");
        json.WriteStartArray("incidents");
        foreach (var incident in defence.Incidents) json.WriteStringValue($"{incident.Id}");
        json.WriteEndArray();
        WriteFortunes(json, defence);
        WriteTimeline(json, defence);
        json.WriteEndObject();
    }

    private static void WritePlay(Utf8JsonWriter json, string side, PlayReport play)
    {
        json.WriteStartObject(side);
        json.WriteString("loss", $"{play.Loss.Value}");
        json.WriteString("unit", play.Loss.Unit);
        json.WriteNumber("blocks", play.Blocks);
        json.WriteNumber("attacks", play.Attacks);
        json.WriteNumber("attacksStopped", play.AttacksStopped);
        json.WriteNumber("honest", play.Honest);
        json.WriteNumber("honestRefused", play.HonestRefused);
        json.WriteEndObject();
    }

    private static void WriteFortunes(Utf8JsonWriter json, DefenceReport defence)
    {
        json.WriteStartArray("fortunes");
        foreach (Fortune fortune in defence.Fortunes)
        {
            json.WriteStartObject();
            json.WriteString("name", fortune.Name);
            json.WriteString("before", $"{fortune.Before}");
            json.WriteString("after", $"{fortune.After}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTimeline(Utf8JsonWriter json, DefenceReport defence)
    {
        json.WriteStartArray("timeline");
        foreach ((TimeSpan since, GuardEvent step) in defence.Timeline)
        {
            json.WriteStartObject();
            json.WriteNumber("ms", Math.Round(since.TotalMilliseconds, 1));
            json.WriteString("step", step.Kind.ToString().ToLowerInvariant());
            json.WriteString("text", step.Text);
            if (step.Transaction is { } transaction) json.WriteString("tx", $"{transaction}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } known) json.WriteNumber(name, Math.Round(known.TotalMilliseconds, 1));
        else json.WriteNull(name);
    }
}
