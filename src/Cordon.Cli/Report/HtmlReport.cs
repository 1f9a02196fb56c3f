using System.Globalization;
using System.Reflection;
using Cordon.Cli.Commands;
using Cordon.Domain.Blocks;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Cli.Report;

/// <summary>Writes the report: one file without scripts, fonts or links to elsewhere.</summary>
/// <remarks>Should an escape ever be forgotten, its policy forbids the browser all but the styles within.</remarks>
internal static class HtmlReport
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    public static void Write(TextWriter output, ReportData report)
    {
        output.Write("<!DOCTYPE html>\n");
        HtmlWriter html = new(output);
        html.Open("html", ("lang", "en")).Open("head").Empty("meta", ("charset", "utf-8"));
        html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Element("title", $"Cordon: {report.Incidents.Length + report.IncidentsOmitted} incidents");
        html.StyleSheet(Style()).Close("head").Open("body");
        WriteSummary(html, report);
        WriteIncidents(html, report);
        WriteDetectors(html, report);
        WriteUnseen(html, report);
        html.Element("p", $"Made by cordon {VersionCommand.Version}.", ("class", "soft"));
        html.Close("body").Close("html");
    }

    private static void WriteSummary(HtmlWriter html, ReportData report)
    {
        html.Element("h1", "Cordon scan");
        if (report.Failure is not null)
            html.Element("p", $"The scan ended early; this came before: {report.Failure}", ("class", "failure"));
        html.Open("dl");
        Row(html, "Scanned", string.Join(", ", report.Sources));
        Row(html, "Chain", string.Join(", ", report.Chains));
        Row(html, "Blocks", report.Blocks == 0 ? "none" : $"{report.FirstBlock} to {report.LastBlock}");
        Row(html, "Made", report.CreatedAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        html.Close("dl").Open("ul", ("class", "tiles"));
        Tile(html, report.Incidents.Length + report.IncidentsOmitted, "incidents");
        Tile(html, report.Detectors.Sum(count => count.Total), "signals");
        Tile(html, report.Blocks, "blocks");
        Tile(html, report.Transactions, "transactions");
        if (report.Elapsed > TimeSpan.Zero)
            Tile(html, (long)(report.Transactions / report.Elapsed.TotalSeconds), "transactions a second");
        html.Close("ul");
    }

    private static void WriteIncidents(HtmlWriter html, ReportData report)
    {
        html.Element("h2", "Incidents");
        if (report.Incidents.IsEmpty) html.Element("p", "None found. What could not be seen is at the end.");
        for (int i = 0; i < report.Incidents.Length; i++) WriteIncident(html, report.Incidents[i], isFirst: i == 0);
        if (report.IncidentsOmitted > 0)
            html.Element("p", $"{report.IncidentsOmitted} less grave incidents are not shown.", ("class", "unseen"));
    }

    private static void WriteIncident(HtmlWriter html, ReportIncident entry, bool isFirst)
    {
        Incident incident = entry.Incident;
        string severity = SignalJson.NameOf(incident.Severity);
        html.Open("section", ("class", $"incident {severity}"), ("id", incident.Id));
        html.Open("h3");
        Badge(html, incident.Severity);
        html.Text(" ").Prose(incident.Summary).Close("h3");
        html.Open("dl");
        Row(html, "Belief", FormattableString.Invariant($"{incident.Belief * 100:0} % that it is an attack"));
        Row(html, "Blocks", incident.FirstBlock == incident.LastBlock
            ? $"{incident.FirstBlock}" : $"{incident.FirstBlock} to {incident.LastBlock}");
        if (incident.Protocol is { } protocol) Row(html, "Protocol", protocol);
        Row(html, "Harmed", List(incident.Victims));
        Row(html, "Acting", List(incident.Attackers));
        Row(html, "State", incident.State.ToString().ToLowerInvariant());
        Row(html, "Id", incident.Id);
        html.Close("dl").Open("details").Element("summary", $"Why: {incident.SignalCount} signals").Open("ul");
        foreach (IncidentReason reason in incident.Reasons)
        {
            html.Open("li").Element("b", reason.Detector).Text(" ");
            Badge(html, reason.Severity);
            html.Text(" ").Prose(reason.Text).Close("li");
        }

        html.Close("ul").Close("details");
        foreach (Stories.TransactionStory story in entry.Stories) StorySection.Write(html, story, incident, isFirst);
        int untold = incident.Transactions.Length - entry.Stories.Length;
        if (untold > 0) html.Element("p", $"{untold} more transactions are part of it.", ("class", "unseen"));
        html.Close("section");
    }

    private static void WriteDetectors(HtmlWriter html, ReportData report)
    {
        Severity[] severities = [.. Enum.GetValues<Severity>().Reverse()];
        html.Element("h2", "Detectors").Open("div", ("class", "wide")).Open("table").Open("thead").Open("tr");
        html.Element("th", "detector");
        foreach (Severity severity in severities) html.Element("th", SignalJson.NameOf(severity), ("class", "number"));
        html.Element("th", "withdrawn", ("class", "number")).Close("tr").Close("thead").Open("tbody");
        foreach (DetectorCount count in report.Detectors)
        {
            html.Open("tr").Element("td", count.Name);
            foreach (Severity severity in severities) html.Element("td", Count(count[severity]), ("class", "number"));
            html.Element("td", Count(count.Retracted), ("class", "number")).Close("tr");
        }

        html.Close("tbody").Close("table").Close("div");
    }

    private static void WriteUnseen(HtmlWriter html, ReportData report)
    {
        html.Element("h2", "What was not seen, and why").Open("ul");
        foreach (BlindReport blind in report.Blind)
        {
            html.Element("li",
                $"No {blind.Missing}, because {blind.Cause}; not found without: {string.Join(", ", blind.Unseen)}.");
        }

        if (report.WithoutCalls > 0)
        {
            html.Element("li", $"{Count(report.WithoutCalls)} transactions have no recorded calls: what happens only "
                + "inside them (reentrancy, plain payments) stays unseen.");
        }

        if (report.WithoutLogs > 0)
        {
            html.Element("li", $"{Count(report.WithoutLogs)} transactions have no recorded logs: transfers and swaps "
                + "were read from their calls.");
        }

        if (report.Gaps > 0)
            html.Element("li", $"Block numbers jump in {Count(report.Gaps)} places: histories have holes there.");
        if (report.Blind.IsEmpty && report.WithoutCalls + report.WithoutLogs + report.Gaps == 0)
            html.Element("li", "Calls and logs of every transaction were there.");
        html.Element("li", "What each detector cannot see is in its README: cordon detectors NAME.");
        html.Close("ul");
    }

    private static void Badge(HtmlWriter html, Severity severity)
    {
        string name = SignalJson.NameOf(severity);
        html.Element("span", name, ("class", $"badge {name}"));
    }

    private static void Row(HtmlWriter html, string term, string text) =>
        html.Element("dt", term).Element("dd", text.Length > 0 ? text : "unknown");

    private static void Tile(HtmlWriter html, long number, string what) =>
        html.Open("li").Element("b", Count(number)).Text(what).Close("li");

    private static string List(IEnumerable<Address> accounts) =>
        string.Join(", ", accounts.Select(account => account.ToString()));

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Style()
    {
        using Stream css = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using StreamReader reader = new(css);
        return reader.ReadToEnd();
    }
}
