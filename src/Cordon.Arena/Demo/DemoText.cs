using System.Globalization;
using Cordon.Ethereum;

namespace Cordon.Arena.Demo;

/// <summary>The demo's outcome in plain words, for a terminal of 80 columns or more.</summary>
public static class DemoText
{
    /// <summary>Lines without line ends.</summary>
    public static IEnumerable<string> Lines(DemoReport report)
    {
        yield return $"{report.Blocks} blocks with {report.Transactions} transactions, of which "
            + $"{report.HonestTransactions} honest; seed {report.Seed}.";
        foreach (AttackVerdict attack in report.Attacks)
        {
            yield return attack.Alarm is { } alarm
                ? $"FOUND   {attack.Scenario}, {Ether(attack.LossWei)} lost: {alarm.Finding.Severity}, "
                    + $"{Milliseconds(alarm.Delay)} after block {alarm.Block} arrived"
                : $"MISSED  {attack.Scenario}, {Ether(attack.LossWei)} lost: no alarm of "
                    + $"{string.Join(" or ", attack.ExpectedDetectors)} about {string.Join(", ", attack.Transactions)}";
            if (attack.Alarm is not null) yield return $"        {attack.Alarm.Finding.Summary}";
        }

        foreach (Accusation wrong in report.Accusations)
        {
            ScanFinding finding = wrong.Alarm.Finding;
            yield return $"WRONG   '{wrong.Accused.Title}' in block {wrong.Alarm.Block} is honest but accused by "
                + $"{finding.Detector} ({finding.Severity}): {finding.Summary}";
            yield return $"        {wrong.Accused.Hash}";
        }

        if (report.Accusations.Count == 0) yield return "No honest transaction was accused.";
        if (report.ScannedBlocks < report.Blocks)
            yield return $"The scanner stopped at block {report.ScannedBlocks} of {report.Blocks}.";
        yield return $"A block was inspected {Milliseconds(report.MedianDelay)} after its arrival (median), "
            + $"{Milliseconds(report.LongestDelay)} at worst.";
    }

    private static string Ether(UInt256 wei) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)wei / 1e18:0.##} ether");

    private static string Milliseconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
}
