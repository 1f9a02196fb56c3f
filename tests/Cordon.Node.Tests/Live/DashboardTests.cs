using System.Net;
using Cordon.Arena.Chain;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Live;

/// <summary>A node beside a real chain that is asked through its local page.</summary>
[Collection(ArenaCollection.Name)]
public sealed class DashboardTests(ArenaFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_confirmed_over_HTTP_is_sent_once_however_many_say_so_at_once()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await RunningNode.StartAsync(Settings(arena), arena.Key);
        using var client = new DashboardClient(node.Node.Dashboard!);
        string key = await AskedAsync(arena, node, attack);

        (int Status, string Text)[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => client.AnswerAsync(DashboardClient.AnswerOf(key))));
        await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        await node.UntilAsync<NodeEvent.ActionSettled>(settled => settled.Record.State >= SendState.Mined);

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(7, answers.Count(answer => answer.Status == 409));
        Assert.Equal(2, await arena.ModeAsync());
        await arena.AssertRaisedOnceAsync(node.Story);
        var state = await client.StateAsync();
        Assert.Empty(state.GetProperty("waiting").EnumerateArray());
        Assert.Contains("Confirmed by ada (dashboard).", state.GetRawText(), StringComparison.Ordinal);
        Assert.True(state.GetProperty("chains")[0].GetProperty("pending").GetProperty("noticed").GetInt64() > 0);
    }

    [Fact]
    public async Task What_is_refused_over_HTTP_is_not_sent()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await RunningNode.StartAsync(Settings(arena), arena.Key);
        using var client = new DashboardClient(node.Node.Dashboard!);
        string key = await AskedAsync(arena, node, attack);

        Assert.Equal(200, (await client.AnswerAsync(DashboardClient.AnswerOf(key, "refuse"))).Status);
        await node.UntilAsync<NodeEvent.Decided>(e => e.Decision.Reasons[0] == "Refused by ada (dashboard).");
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        Assert.Equal(409, (await client.AnswerAsync(DashboardClient.AnswerOf(key))).Status);

        Assert.Empty(node.Of<NodeEvent.ActionRequested>());
        Assert.Empty(await arena.SentAsync());
    }

    [Fact]
    public async Task A_person_in_a_real_browser_reads_what_waits_and_clicks_Confirm()
    {
        await using Browser browser = await Browser.StartAsync();
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await RunningNode.StartAsync(Settings(arena), arena.Key);
        string key = await AskedAsync(arena, node, attack);

        await browser.OpenAsync(node.Node.Dashboard!);
        await browser.UntilAsync("document.querySelectorAll('#waiting article').length === 1");
        Assert.Equal(["Confirm", "Refuse"], (await browser.TextAsync("#waiting .buttons")).Split(
            (char[])['\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("token", await browser.AskAsync("location.href"), StringComparison.Ordinal);
        await browser.ClickAsync($"button[data-key='{key}'][data-answer='refuse']");
        await browser.UntilAsync("document.querySelector('#ask').open");
        await browser.ClickAsync("#ask button.quiet"); // thought better of it
        await browser.UntilAsync("!document.querySelector('#ask').open");
        await browser.ClickAsync($"button[data-key='{key}'][data-answer='confirm']");
        await browser.UntilAsync("document.querySelector('#ask').open");
        await browser.TypeAsync("#ask-name", "Grace");
        await browser.ClickAsync("#ask-yes");
        await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        await node.UntilAsync<NodeEvent.ActionSettled>(settled => settled.Record.State >= SendState.Mined);
        await browser.UntilAsync("document.querySelector('#waiting .body').textContent === 'Nothing waits.'");

        Assert.Contains(
            "Confirmed: pause lender for 1 h", await browser.TextAsync("#answered"), StringComparison.Ordinal);
        Assert.Single(node.Of<NodeEvent.Decided>(), e => e.Decision.Reasons[0] == "Confirmed by Grace (dashboard).");
        await arena.AssertRaisedOnceAsync(node.Story);
        Assert.Empty(browser.Complaints);
    }

    private NodeSettings Settings(GuardedArena arena) =>
        RunningNode.Settings(arena, _folder.Path, RunningNode.PausesAlone(asks: true)) with
        {
            Dashboard = new DashboardSettings(new IPEndPoint(IPAddress.Loopback, 0)),
        };

    private static async Task<string> AskedAsync(GuardedArena arena, RunningNode node, Act attack)
    {
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        await arena.SendAsync(attack);
        return (await node.UntilAsync<NodeEvent.Decided>(
            e => e.Decision.Permission == Permission.NeedsHuman)).Decision.Key;
    }
}
