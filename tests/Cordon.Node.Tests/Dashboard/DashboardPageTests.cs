using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Node.Events;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Dashboard;

/// <summary>The page in a real browser, without a chain.</summary>
public sealed class DashboardPageTests
{
    private const string Hostile = "</script><img src=x onerror=\"document.title='owned'\"><b>bold</b>";

    [Fact]
    public async Task What_a_chain_says_reaches_the_page_as_text_and_never_as_markup()
    {
        await using Browser browser = await Browser.StartAsync();
        await using DashboardBench bench = await DashboardBench.StartAsync();
        Incident incident = Some.Incident(protocol: Hostile) with
        {
            Summary = Hostile,
            Reasons = [new IncidentReason("s", 1, Some.Hash("tx"), Hostile, Severity.High, 0.9, 3, Hostile)],
        };
        bench.View.Take(new NodeEvent.IncidentOpened(1, Some.Now, incident));
        ResponseDecision asked = Some.Decision(
            permission: Permission.NeedsHuman, incident: incident.Id, reasons: Hostile);
        bench.View.Take(new NodeEvent.Decided(1, Some.Now, asked with { Protocol = Hostile }));
        bench.View.Take(new NodeEvent.Blind(1, Some.Now, Hostile, Hostile, [Hostile]));
        bench.View.Take(new NodeEvent.Community(1, Some.Now, "peer-misbehaved", Hostile));

        await browser.OpenAsync(new Uri($"http://{bench.Client.Authority}/#token={bench.Client.Token}"));
        await browser.UntilAsync("document.querySelectorAll('#incidents article').length === 1");

        Assert.Equal("0", await browser.AskAsync("document.querySelectorAll('main img, main script').length"));
        Assert.Contains(Hostile, await browser.TextAsync("#incidents"), StringComparison.Ordinal);
        Assert.Contains(Hostile, await browser.TextAsync("#blind"), StringComparison.Ordinal);
        Assert.Contains(Hostile, await browser.TextAsync("#events"), StringComparison.Ordinal);
        Assert.Equal("(1) Cordon", await browser.AskAsync("document.title"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Without_the_token_the_page_says_what_to_do_and_shows_nothing()
    {
        await using Browser browser = await Browser.StartAsync();
        await using DashboardBench bench = await DashboardBench.StartAsync();
        bench.Ask();
        await browser.OpenAsync(new Uri($"http://{bench.Client.Authority}/"));
        await browser.UntilAsync("document.querySelector('#status').textContent.includes('no token')");
        Assert.Equal("0", await browser.AskAsync("document.querySelectorAll('article').length"));
    }
}
