using System.Globalization;
using Cordon.Arena.Scenarios;
using Cordon.Arena.Trials;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Demo;

/// <summary>The outcome for a terminal: one scenario as a story, all of them as a table.</summary>
internal static class DemoText
{
    private const int TitleColumns = 46;

    /// <summary>The steps of a scenario with milliseconds, what each party did, and what it has in the end.</summary>
    public static IEnumerable<string> Story(TrialReport report, int width)
    {
        const int indent = 14;
        DefenceReport defence = report.Defence;
        yield return $"{report.Card.Number}. {report.Card.Title}";
        yield return $"   {TerminalText.Wrap(report.Card.Story, 3, width)}";
        yield return "";
        yield return "   with Cordon, from the moment the attack could first be seen:";
        foreach ((TimeSpan since, var step) in defence.Timeline)
        {
            string what = TerminalText.Clean($"{step.Kind.ToString().ToLowerInvariant(),-9} {step.Text}");
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{since.TotalMilliseconds,8:0.0} ms  {TerminalText.Wrap(what, indent + 10, width)}");
        }

        yield return "";
        yield return $"   {"",-10} {"lost",-14} {"attack stopped",-16} honest transactions refused";
        yield return Side("without", report.Without);
        yield return Side("with", report.With);
        yield return "";
        foreach (var incident in defence.Incidents)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"   Raised in block {incident.Block} at place {incident.Index}, with a bond of "
                + $"{(double)incident.Bond / 1e18:0} STAKE.");
        }

        foreach (Fortune fortune in defence.Fortunes.Where(fortune => fortune.HasChanged)) yield return $"   {fortune}";
    }

    /// <summary>A line for each scenario, then what was not as expected.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<TrialReport> reports)
    {
        string title = "scenario".PadRight(TitleColumns);
        yield return $"    {title} {"lost without",14} {"lost with",12} {"found",8} {"acted",8} {"quorum",8} "
            + $"{"lead",5}  paid or slashed";
        foreach (TrialReport report in reports)
        {
            DefenceReport defence = report.Defence;
            string name = Fit(report.Card.Title, TitleColumns);
            yield return $"{report.Card.Number,3} {name} {report.Without.Loss,14} {report.With.Loss,12} "
                + $"{Milliseconds(defence.Detection),8} {Milliseconds(defence.Action),8} "
                + $"{Milliseconds(defence.Quorum),8} {Lead(defence),5}  {Money(defence)}";
        }

        foreach (TrialReport report in reports.Where(report => !report.IsMet))
        {
            yield return $"NOT AS EXPECTED: {report.Card.Name}";
            foreach (string failure in report.Failures) yield return $"  {failure}";
        }
    }

    private static string Side(string name, PlayReport play) =>
        $"   {name,-10} {play.Loss,-14} {$"{play.AttacksStopped} of {play.Attacks}",-16} "
        + $"{play.HonestRefused} of {play.Honest}";

    private static string Lead(DefenceReport defence) => defence.LeadBlocks is { } blocks ? $"{blocks}" : "-";

    private static string Money(DefenceReport defence)
    {
        string[] changed = [.. defence.Fortunes.Where(fortune => fortune.HasChanged).Select(fortune => string.Create(
            CultureInfo.InvariantCulture, $"{fortune.Name} {fortune.Change:+0.##;-0.##}"))];
        return changed.Length == 0 ? "nobody" : string.Join(", ", changed);
    }

    private static string Fit(string text, int columns) =>
        text.Length <= columns ? text.PadRight(columns) : $"{text[..(columns - 1)]}…";

    private static string Milliseconds(TimeSpan? time) => time is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalMilliseconds:0} ms")
        : "-";
}
