using System.Text.Json;

namespace Cordon.Arena.Demo;

/// <summary>The demo's outcome as one JSON object, for programs.</summary>
public static class DemoJson
{
    /// <summary>
    /// Members: passed, seed, blocks, scannedBlocks, transactions, honestTransactions, attacks, accusations,
    /// medianDelayMs, longestDelayMs.
    /// </summary>
    public static void Write(DemoReport report, Stream destination)
    {
        using var json = new Utf8JsonWriter(destination);
        json.WriteStartObject();
        json.WriteBoolean("passed", report.IsPassed);
        json.WriteNumber("seed", report.Seed);
        json.WriteNumber("blocks", report.Blocks);
        json.WriteNumber("scannedBlocks", report.ScannedBlocks);
        json.WriteNumber("transactions", report.Transactions);
        json.WriteNumber("honestTransactions", report.HonestTransactions);
        json.WriteStartArray("attacks");
        foreach (AttackVerdict attack in report.Attacks) WriteAttack(json, attack);
        json.WriteEndArray();
        json.WriteStartArray("accusations");
        foreach (Accusation accusation in report.Accusations)
        {
            json.WriteStartObject();
            json.WriteString("tx", accusation.Accused.Hash.ToString());
            json.WriteString("title", accusation.Accused.Title);
            WriteAlarm(json, accusation.Alarm);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("medianDelayMs", Round(report.MedianDelay));
        json.WriteNumber("longestDelayMs", Round(report.LongestDelay));
        json.WriteEndObject();
    }

    private static void WriteAttack(Utf8JsonWriter json, AttackVerdict attack)
    {
        json.WriteStartObject();
        json.WriteString("scenario", attack.Scenario);
        json.WriteBoolean("found", attack.IsFound);
        json.WriteStartArray("txs");
        foreach (Ethereum.Hash256 hash in attack.Transactions) json.WriteStringValue(hash.ToString());
        json.WriteEndArray();
        json.WriteString("lossWei", attack.LossWei.ToString());
        if (attack.Alarm is not null) WriteAlarm(json, attack.Alarm);
        json.WriteEndObject();
    }

    private static void WriteAlarm(Utf8JsonWriter json, TimedFinding alarm)
    {
        json.WriteNumber("block", alarm.Block);
        json.WriteString("detector", alarm.Finding.Detector);
        json.WriteString("severity", alarm.Finding.Severity);
        json.WriteNumber("confidence", alarm.Finding.Confidence);
        json.WriteString("summary", alarm.Finding.Summary);
        json.WriteNumber("delayMs", Round(alarm.Delay));
    }

    private static double Round(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
