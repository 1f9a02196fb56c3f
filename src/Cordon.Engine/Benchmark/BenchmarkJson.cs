using System.Text.Json;
using Cordon.Domain.Signals;
using Cordon.Engine.Benchmark.Scores;

namespace Cordon.Engine.Benchmark;

/// <summary>Pack reports as one JSON object, every list in full.</summary>
public static class BenchmarkJson
{
    /// <summary>Writes <c>{"packs":[...]}</c>.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<PackReport> reports)
    {
        json.WriteStartObject();
        json.WriteStartArray("packs");
        foreach (PackReport report in reports) WritePack(json, report);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePack(Utf8JsonWriter json, PackReport report)
    {
        json.WriteStartObject();
        json.WriteString("pack", report.Pack);
        json.WriteNumber("blocks", report.Scan.Blocks);
        json.WriteNumber("transactions", report.Scan.Transactions);
        json.WriteNumber("signals", report.Scan.Signals);
        json.WriteNumber("seconds", Math.Round(report.Scan.Elapsed.TotalSeconds, 3));
        json.WriteStartObject("unknownLabels");
        foreach ((string label, int rows) in report.UnknownLabels) json.WriteNumber(label, rows);
        json.WriteEndObject();
        json.WriteStartObject("labels");
        foreach (LabelScore score in report.Labels) WriteLabel(json, score);
        json.WriteEndObject();
        WriteAttacks(json, report.Attacks);
        WriteAlarms(json, report.Alarms);
        json.WriteEndObject();
    }

    private static void WriteLabel(Utf8JsonWriter json, LabelScore score)
    {
        json.WriteStartObject(score.Label);
        json.WriteNumber("expected", score.Expected);
        json.WriteNumber("found", score.Found);
        json.WriteNumber("exact", score.Exact);
        json.WriteNumber("reported", score.Reported);
        json.WriteNumber("recall", Math.Round(score.Recall, 4));
        json.WriteNumber("precision", Math.Round(score.Precision, 4));
        json.WriteNumber("outsidePack", score.OutsidePack);
        WriteFindings(json, "misses", score.Misses);
        WriteFindings(json, "differences", score.Differences);
        WriteFindings(json, "revertedReported", score.RevertedReported);
        WriteFindings(json, "refuted", score.Refuted);
        WriteFindings(json, "extras", score.Extras);
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, string name, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteNumber("block", finding.Block);
            json.WriteString("tx", finding.Tx?.ToString());
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttacks(Utf8JsonWriter json, AttackScore score)
    {
        json.WriteStartObject("attacks");
        WriteTallies(json, "byRecording", score.ByRecording);
        WriteTallies(json, "byClass", score.ByClass);
        json.WriteStartArray("unknownClasses");
        foreach (string name in score.UnknownClasses) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("outcomes");
        foreach (AttackOutcome outcome in score.Outcomes) WriteOutcome(json, outcome);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTallies(Utf8JsonWriter json, string name, IReadOnlyList<AttackTally> tallies)
    {
        json.WriteStartArray(name);
        foreach (AttackTally tally in tallies)
        {
            json.WriteStartObject();
            json.WriteString("group", tally.Group);
            json.WriteNumber("attacks", tally.Attacks);
            json.WriteNumber("found", tally.Found);
            json.WriteNumber("recall", Math.Round(tally.Recall, 4));
            json.WriteNumber("named", tally.Named);
            json.WriteNumber("victimKnown", tally.VictimKnown);
            json.WriteNumber("victimNamed", tally.VictimNamed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOutcome(Utf8JsonWriter json, AttackOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("tx", outcome.Label.Tx.ToString());
        json.WriteString("attack", outcome.Label.Name);
        json.WriteString("class", outcome.Label.Class);
        json.WriteBoolean("hasLogs", outcome.Label.HasLogs);
        json.WriteBoolean("needsHistory", outcome.Label.NeedsHistory);
        json.WriteBoolean("scanned", outcome.IsScanned);
        json.WriteBoolean("found", outcome.IsFound);
        json.WriteBoolean("named", outcome.IsNamed);
        if (outcome.NamesVictim is { } namesVictim) json.WriteBoolean("namesVictim", namesVictim);
        else json.WriteNull("namesVictim");
        WriteSignals(json, "signals", outcome.Signals);
        json.WriteEndObject();
    }

    private static void WriteAlarms(Utf8JsonWriter json, AlarmScore score)
    {
        json.WriteStartObject("alarms");
        json.WriteNumber("transactions", score.Transactions);
        json.WriteStartObject("perTenThousand");
        foreach (Severity severity in (Severity[])[Severity.Critical, Severity.High, Severity.Medium])
        {
            json.WriteStartObject(SignalJson.NameOf(severity));
            json.WriteNumber("all", Math.Round(score.AccusedPerTenThousand(severity, withSandwiches: true), 4));
            json.WriteNumber(
                "withoutSandwiches", Math.Round(score.AccusedPerTenThousand(severity, withSandwiches: false), 4));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteSignals(json, "signals", score.Signals);
        WriteSignals(json, "blind", score.Blind);
        json.WriteEndObject();
    }

    private static void WriteSignals(Utf8JsonWriter json, string name, IReadOnlyList<Signal> signals)
    {
        json.WriteStartArray(name);
        foreach (Signal signal in signals) SignalJson.Write(json, signal);
        json.WriteEndArray();
    }
}
