using System.Globalization;
using System.Text;
using Cordon.Domain.Signals;
using Cordon.Engine.Benchmark.Scores;

namespace Cordon.Engine.Benchmark;

/// <summary>A pack's report as text: tables first, then what was missed and what is too much, by transaction.</summary>
/// <param name="listedMax">The most lines of one list; the rest is counted.</param>
public sealed class BenchmarkText(int listedMax = 50)
{
    private readonly StringBuilder _text = new();

    /// <summary>Returns the report.</summary>
    public string Of(PackReport report)
    {
        _text.Clear();
        Head(report);
        if (report.Labels.Count > 0) Labels(report.Labels);
        if (report.Attacks.Outcomes.Count > 0) Attacks(report.Attacks);
        Alarms(report.Alarms);
        foreach (LabelScore score in report.Labels) Lists(score);
        AttackList(report.Attacks);
        List("signals of medium or above on other transactions", report.Alarms.Signals.Select(Line));
        List("not seen", report.Alarms.Blind.Select(Line));
        return _text.ToString();
    }

    private void Head(PackReport report)
    {
        double rate = report.Scan.Transactions / Math.Max(report.Scan.Elapsed.TotalSeconds, 1e-9);
        Say($"{report.Pack}: {report.Scan.Blocks:N0} blocks, {report.Scan.Transactions:N0} transactions, "
            + $"{report.Scan.Signals:N0} signals in {report.Scan.Elapsed.TotalSeconds:0.00} s ({rate:N0} tx/s)");
        foreach ((string label, int rows) in report.UnknownLabels)
            Say($"label '{label}' is not known here: {rows} rows not scored");
        foreach (string name in report.Attacks.UnknownClasses)
            Say($"attack class '{name}' is not known here: no detector can count as naming it");
    }

    private void Labels(IReadOnlyList<LabelScore> scores)
    {
        TextTable table = new(
            "label", "expected", "found", "recall", "exact", "reported", "extra", "precision", "reverted", "refuted",
            "outside");
        foreach (LabelScore score in scores)
        {
            table.Add(
                score.Label, Number(score.Expected), Number(score.Found), Share(score.Recall), Number(score.Exact),
                Number(score.Reported), Number(score.Extras.Count), Share(score.Precision),
                Number(score.RevertedReported.Count), Number(score.Refuted.Count), Number(score.OutsidePack));
        }

        Say($"\n{table}");
    }

    private void Attacks(AttackScore score)
    {
        TextTable table = new("attacks", "labelled", "found", "recall", "right class", "victim named");
        foreach (AttackTally tally in score.ByRecording.Where(tally => tally.Attacks > 0)) Row(table, tally);
        foreach (AttackTally tally in score.ByClass) Row(table, tally with { Group = "  " + tally.Group });
        Say($"\n{table}");
    }

    private static void Row(TextTable table, AttackTally tally) => table.Add(
        tally.Group, Number(tally.Attacks), Number(tally.Found), Share(tally.Recall), Number(tally.Named),
        $"{tally.VictimNamed} of {tally.VictimKnown}");

    private void Alarms(AlarmScore score)
    {
        TextTable table = new(
            "alarms on other transactions", "accused", "per 10,000", "without sandwiches", "per 10,000");
        foreach (Severity severity in (Severity[])[Severity.Critical, Severity.High, Severity.Medium])
        {
            table.Add(
                SignalJson.NameOf(severity),
                Number(score.Accused(severity, withSandwiches: true)),
                Rate(score.AccusedPerTenThousand(severity, withSandwiches: true)),
                Number(score.Accused(severity, withSandwiches: false)),
                Rate(score.AccusedPerTenThousand(severity, withSandwiches: false)));
        }

        Say($"\n{table}");
        TextTable byDetector = new("by detector", "medium", "high", "critical");
        foreach (IGrouping<string, Signal> group in
            score.Signals.GroupBy(signal => signal.Detector).OrderBy(group => group.Key))
        {
            byDetector.Add(
                group.Key,
                Number(group.Count(signal => signal.Severity == Severity.Medium)),
                Number(group.Count(signal => signal.Severity == Severity.High)),
                Number(group.Count(signal => signal.Severity == Severity.Critical)));
        }

        if (score.Signals.Count > 0) Say($"{byDetector}");
    }

    private void Lists(LabelScore score)
    {
        List($"{score.Label}: labels missed", score.Misses.Select(Line));
        List($"{score.Label}: found, but not in every field", score.Differences.Select(Line));
        List($"{score.Label}: reverted, yet reported", score.RevertedReported.Select(Line));
        List($"{score.Label}: labels that the recording contradicts", score.Refuted.Select(Line));
        List($"{score.Label}: without a label", score.Extras.Select(Line));
    }

    private void AttackList(AttackScore score)
    {
        List("attacks missed", score.Outcomes.Where(outcome => !outcome.IsFound).Select(Line));
        List("attacks found", score.Outcomes.Where(outcome => outcome.IsFound).Select(Line));
    }

    private void List(string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0) return;
        Say($"\n{title} ({all.Length}):");
        foreach (string line in all.Take(listedMax)) Say($"  {line}");
        if (all.Length > listedMax) Say($"  ... and {all.Length - listedMax} more (all of them with --json)");
    }

    private static string Line(Finding finding) => $"{finding.Block} {finding.Tx?.ToString() ?? "-"} {finding.Text}";

    private static string Line(Signal signal) =>
        $"{SignalJson.NameOf(signal.Severity)} {signal.Detector} {signal.Block} {signal.Tx?.ToString() ?? "-"} "
        + $"({signal.Confidence.ToString("0.##", CultureInfo.InvariantCulture)}) {signal.Summary}";

    private static string Line(AttackOutcome outcome)
    {
        string said = outcome.Signals.Count == 0 ? "nothing" : string.Join(", ", outcome.Signals.Select(signal =>
            $"{signal.Detector}:{SignalJson.NameOf(signal.Severity)}"));
        string recorded = outcome.Label.NeedsHistory ? "needs history" : outcome.Label.HasLogs ? "logs" : "no logs";
        string victim = outcome.NamesVictim switch
        {
            true => ", victim named",
            false => ", victim not named",
            null => "",
        };
        string named = outcome is { IsFound: true, IsNamed: false } ? ", class not named" : "";
        string absent = outcome.IsScanned ? "" : ", NOT IN THE PACK";
        return $"{outcome.Label.Tx} {outcome.Label.Name} [{outcome.Label.Class}, {recorded}{absent}{named}"
            + $"{(outcome.IsFound ? victim : "")}]: {said}";
    }

    private void Say(string line) => _text.Append(line).Append('\n');

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Rate(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
