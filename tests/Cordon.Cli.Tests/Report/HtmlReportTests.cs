using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Cordon.Cli.Report;
using Cordon.Cli.Stories;
using Cordon.Domain.Blocks;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Cli.Tests.Report;

public class HtmlReportTests
{
    private static ReportData Data(params ReportIncident[] incidents) => new()
    {
        CreatedAt = DateTimeOffset.UnixEpoch,
        Sources = ["blocks/"],
        Chains = [1],
        Blocks = 1,
        Transactions = 1,
        FirstBlock = 19_000_000,
        LastBlock = 19_000_000,
        Elapsed = TimeSpan.FromSeconds(1),
        Incidents = [.. incidents],
        IncidentsOmitted = 0,
        Detectors = [],
        Blind = [],
        WithoutCalls = 0,
        WithoutLogs = 0,
        Gaps = 0,
    };

    private static ReportIncident Incident(string text, params TransactionStory[] stories) => new(
        new Incident
        {
            Id = "58db333a5e1f240b04ee40c487b8d2a9",
            Chain = 1,
            Root = "tx",
            Protocol = text,
            Summary = text,
            Severity = Severity.High,
            LogOdds = 2,
            PriorLogOdds = -3,
            Victims = [Samples.Account(0xbb)],
            Attackers = [Samples.Account(0xaa)],
            Transactions = [Samples.Hash(0x77)],
            Reasons = [new IncidentReason("id", 1, null, text, Severity.High, 0.9, 2, text)],
            SignalCount = 1,
            FirstBlock = 1,
            LastBlock = 1,
            Clocks = new IncidentClocks(0, 0),
        },
        [.. stories]);

    private static string Html(ReportData data)
    {
        using StringWriter text = new();
        HtmlReport.Write(text, data);
        return text.ToString();
    }

    // Written so that it is XML as well: what parses has no unclosed or misplaced tag.
    private static XDocument Parse(string html)
    {
        using XmlReader reader = XmlReader.Create(
            new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    [Fact]
    public void Opens_without_a_network_and_runs_nothing()
    {
        XDocument page = Parse(Html(Data(Incident("found", Stories.StoryReaderTests.SmallStory()))));

        string[] forbidden = ["script", "link", "img", "iframe", "object", "embed", "form", "base", "a"];
        Assert.DoesNotContain(page.Descendants(), e => forbidden.Contains(e.Name.LocalName));
        Assert.DoesNotContain(page.Descendants().Attributes(), a =>
            a.Name.LocalName is "src" or "href" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(http", Html(Data()));
        Assert.DoesNotContain("@import", Html(Data()));
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'", page.Descendants("meta")
            .Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value);
    }

    [Fact]
    public void Text_from_a_chain_stays_text_wherever_it_appears()
    {
        TransactionStory story = Stories.StoryReaderTests.SmallStory() with
        {
            Steps = [Samples.HostileText],
            Calls = [Stories.StoryReaderTests.SmallStory().Calls[0] with { Function = Samples.HostileText }],
            Flows = [new StoryFlow(1, Samples.Account(1), Samples.Account(2), default, Samples.HostileText, 1)],
            Deltas = [new StoryDelta(Samples.Account(1), Samples.Account(2), true, Samples.HostileText)],
        };
        ReportData data = Data(Incident(Samples.HostileText, story)) with
        {
            Sources = [Samples.HostileText],
            Failure = Samples.HostileText,
            Blind = [new BlindReport(Samples.HostileText, Samples.HostileText, [Samples.HostileText])],
            Detectors = [new DetectorCount(Samples.HostileText)],
        };

        XDocument page = Parse(Html(data));

        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "img");
        Assert.Equal(12, page.DescendantNodes().OfType<XText>().Count(text => text.Value.Contains("<img src=x onerr")));
        Assert.DoesNotContain('\u202E', page.ToString());
        Assert.DoesNotContain('\e', page.ToString());
    }

    [Fact]
    public void No_text_can_leave_its_element_or_attribute() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            using StringWriter output = new();
            new HtmlWriter(output).Element("p", text.Get, ("title", text.Get + "x"));
            XElement element = XElement.Parse(output.ToString(), LoadOptions.PreserveWhitespace);
            string clean = Cordon.Cli.Terminal.TerminalText.Clean(text.Get);
            return !element.HasElements && element.Value == clean && element.Attribute("title")!.Value == clean + "x";
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shows_the_call_tree_the_flow_and_the_balances_of_an_incident()
    {
        XDocument page = Parse(Html(Data(Incident("found", Stories.StoryReaderTests.SmallStory()))));
        string text = page.ToString();

        Assert.Equal(3, page.Descendants("ol").Single(e => HasClass(e, "tree")).Elements("li").Count());
        Assert.Equal(2, page.Descendants("svg").Single().Descendants("path").Count(e => HasClass(e, "flow")));
        Assert.Contains("victim", text);
        Assert.Contains("88 % that it is an attack", text);
        Assert.Contains("Who has more, who has less", text);
    }

    private static bool HasClass(XElement element, string name) => (string?)element.Attribute("class") == name;

    [Fact]
    public void Addresses_in_sentences_are_short_and_whole_in_their_titles()
    {
        string address = Samples.Account(0xcd).ToString();
        string hash = Samples.Hash(0xcd).ToString();

        XDocument page = Parse(Html(Data(Incident($"{address} harmed in {hash}"))));

        XElement heading = page.Descendants("h3").Single();
        Assert.Equal(address, heading.Element("code")!.Attribute("title")!.Value);
        Assert.Contains($"harmed in {hash}", heading.Value);
    }

    [Fact]
    public void Says_what_was_not_seen_and_why()
    {
        ReportData data = Data() with
        {
            Blind = [new BlindReport("traces", "the endpoint has no debug_ methods", ["reentrancy"])],
            WithoutCalls = 12,
            WithoutLogs = 34,
            Gaps = 2,
        };

        string text = Parse(Html(data)).Root!.Value;

        Assert.Contains("No traces, because the endpoint has no debug_ methods; not found without: reentrancy.", text);
        Assert.Contains("12 transactions have no recorded calls", text);
        Assert.Contains("34 transactions have no recorded logs", text);
        Assert.Contains("Block numbers jump in 2 places", text);
        Assert.DoesNotContain("Calls and logs of every transaction were there", text);
    }

    [Fact]
    public void Says_so_when_everything_was_there_and_nothing_was_found()
    {
        string text = Parse(Html(Data())).Root!.Value;

        Assert.Contains("None found", text);
        Assert.Contains("Calls and logs of every transaction were there.", text);
    }

    [Fact]
    public void Fits_a_phone_a_printer_and_the_dark()
    {
        string html = Html(Data());

        Assert.Contains("width=device-width", html);
        Assert.Contains("prefers-color-scheme: dark", html);
        Assert.Contains("@media print", html);
        Assert.Contains("@media (max-width: 40rem)", html);
    }
}
