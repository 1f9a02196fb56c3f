using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Policies;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Tests.Live;

/// <summary>A node beside a real chain on which the lender is attacked.</summary>
[Collection(ArenaCollection.Name)]
public sealed class PendingAttackTests(ArenaFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pending_attack_finds_the_breaker_paused_before_it_lands_and_is_one_incident()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await StartAsync(arena);
        Hash256 hash = await arena.SendAsync(attack);
        NodeEvent.ActionSent sent = await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        NodeEvent.ActionSettled settled = await MinedAsync(node);
        output.WriteLine($"{sent.Timings}");

        Assert.True(settled.Record.Inclusion!.Succeeded, node.Story());
        Assert.Equal(2, await arena.ModeAsync());
        Assert.True(await arena.IndexAsync(settled.Record.Inclusion.Transaction) < await arena.IndexAsync(hash));
        Assert.True(sent.Timings!.Value.Total >= sent.Timings.Value.Verdict.Total);

        // Found while pending and found again in its block: one incident, one decision, one transaction.
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        NodeEvent.IncidentOpened opened = Assert.Single(
            node.Of<NodeEvent.IncidentOpened>(), opened => opened.Incident.Protocol == "lender");
        Assert.Contains(hash, opened.Incident.Transactions);
        Assert.Single(node.Of<NodeEvent.Decided>(), IsGrantedPause);
        await arena.AssertRaisedOnceAsync(node.Story);
        await node.UntilAsync<NodeEvent.IncidentChanged>(changed =>
            changed.Incident.Id == opened.Incident.Id && changed.Incident.Clocks.ContainedAt is not null);
        await node.UntilAsync<NodeEvent.RaisedOnChain>(raised => raised.Incident.Protocol == arena.World.Lender);
    }

    [Fact]
    public async Task Honest_traffic_is_looked_at_and_nothing_comes_of_it()
    {
        (GuardedArena arena, Act _) = await fixture.BeginAsync(output);
        await using RunningNode node = await StartAsync(arena);
        ArenaAccount guest = await arena.Stage.InviteAsync($"guest {Guid.NewGuid()}", isPoor: false, GuardedArena.Stop);
        Hash256 waiting = await arena.SendAsync(
            Act.Call(guest, arena.World.Weth, new Weth.DepositCall(), "wraps nothing"));
        await node.UntilAsync<NodeEvent.PendingSeen>(e => e.Verdict.Transaction?.Hash == waiting);
        await arena.MineAsync();
        int Seen() => node.Of<NodeEvent.PendingSeen>().Count(e => e.Verdict.Transaction?.From == guest.Address);
        // What was mined while it waited for its turn is left to the blocks.
        long Mined() => node.Node.Pending.GetValueOrDefault(arena.ChainId)?.Mined ?? 0;
        await node.UntilAsync(() => Seen() + Mined() >= 6 ? "" : null, "six looks at the guest");
        await node.CatchUpAsync(arena.Client, arena.ChainId);

        // A slow endpoint is the node's own incident, of no protocol.
        Assert.DoesNotContain(node.Of<NodeEvent.IncidentOpened>(), e => e.Incident.Protocol is not null);
        Assert.Empty(node.Of<NodeEvent.Decided>());
        Assert.Empty(await arena.SentAsync());
        Assert.Equal(0, await arena.ModeAsync());
    }

    [Fact]
    public async Task A_dry_run_writes_down_what_it_would_do_and_sends_nothing()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using (RunningNode node = await StartAsync(arena, RunningNode.PausesAlone(isDryRun: true)))
        {
            await arena.SendAsync(attack);
            await node.UntilAsync<NodeEvent.Decided>(e => e.Decision.Action == ResponseAction.Pause
                && e.Decision.Permission == Permission.DryRun);
            await arena.MineAsync();
            await node.CatchUpAsync(arena.Client, arena.ChainId);
            Assert.Empty(node.Of<NodeEvent.ActionRequested>());
        }

        Assert.Empty(await arena.SentAsync());
        using SqliteDecisionStore store = SqliteDecisionStore.OpenExisting(NodeFiles.Decisions(_folder.Path));
        ResponseDecision kept = Assert.Single(
            store.ReadSince("lender", DateTimeOffset.UnixEpoch), d => d.Permission == Permission.DryRun
                && d.Action == ResponseAction.Pause);
        Assert.NotNull(store.FindIncident(kept.Incident));
    }

    [Theory]
    [InlineData(0.9, 2)] // what the invariant shows alone is too little, and with the detectors enough
    [InlineData(0.9999, 1)] // and never enough: then the milder action is taken all the same
    public async Task A_milder_action_does_not_come_before_what_is_known_a_moment_later(double pauseBelief, int mode)
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        ProtocolPolicy alone = RunningNode.PausesAlone();
        ActionRule pause = alone.Rules[ResponseAction.Pause];
        ProtocolPolicy ladder = alone with
        {
            Rules = alone.Rules
                .SetItem(ResponseAction.Pause, pause with { BeliefMin = pauseBelief })
                .Add(ResponseAction.Throttle, pause with { BeliefMin = 0.2 }),
        };
        await using RunningNode node = await StartAsync(arena, ladder);
        await arena.SendAsync(attack);
        await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        await MinedAsync(node);

        Assert.True(await arena.ModeAsync() == mode, node.Story());
        await arena.AssertRaisedOnceAsync(node.Story);
        Assert.Single(node.Of<NodeEvent.Decided>(), e => e.Decision is
        {
            Action: >= ResponseAction.Throttle, Permission: Permission.Granted,
        });
    }

    [Fact]
    public async Task What_needs_a_human_waits_for_the_answer_and_is_sent_once()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await StartAsync(arena, RunningNode.PausesAlone(asks: true));
        await arena.SendAsync(attack);
        NodeEvent.Decided asked = await node.UntilAsync<NodeEvent.Decided>(
            e => e.Decision.Permission == Permission.NeedsHuman);
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        Assert.Empty(await arena.SentAsync());

        using (SqliteDecisionStore human = SqliteDecisionStore.OpenExisting(NodeFiles.Decisions(_folder.Path)))
            human.Keep([Decider.Confirm(asked.Decision, "ada", TimeProvider.System.GetUtcNow())]);
        await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        await MinedAsync(node);

        Assert.Equal(2, await arena.ModeAsync());
        await arena.AssertRaisedOnceAsync(node.Story);
        Assert.Single(node.Of<NodeEvent.Decided>(), e => e.Decision.Reasons[0] == "Confirmed by ada.");
    }

    [Fact]
    public async Task What_a_human_refuses_is_not_sent()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await StartAsync(arena, RunningNode.PausesAlone(asks: true));
        await arena.SendAsync(attack);
        NodeEvent.Decided asked = await node.UntilAsync<NodeEvent.Decided>(
            e => e.Decision.Permission == Permission.NeedsHuman);
        using (SqliteDecisionStore human = SqliteDecisionStore.OpenExisting(NodeFiles.Decisions(_folder.Path)))
            human.Keep([Decider.Refuse(asked.Decision, "ada", TimeProvider.System.GetUtcNow())]);
        await node.UntilAsync<NodeEvent.Decided>(e => e.Decision.Reasons[0] == "Refused by ada.");
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);

        Assert.Empty(node.Of<NodeEvent.ActionRequested>());
        Assert.Empty(await arena.SentAsync());
    }

    private static bool IsGrantedPause(NodeEvent.Decided decided) => decided.Decision is
    {
        Action: ResponseAction.Pause, Permission: Permission.Granted,
    };

    private static Task<NodeEvent.ActionSettled> MinedAsync(RunningNode node) =>
        node.UntilAsync<NodeEvent.ActionSettled>(settled => settled.Record.State >= SendState.Mined);

    private async Task<RunningNode> StartAsync(GuardedArena arena, ProtocolPolicy? policy = null)
    {
        NodeSettings settings = RunningNode.Settings(arena, _folder.Path, policy);
        RunningNode node = await RunningNode.StartAsync(settings, arena.Key);
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        return node;
    }
}
