using Cordon.Arena.Chain;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Live;

/// <summary>Attacks that the node sees in a block first: through a private relay.</summary>
[Collection(ArenaCollection.Name)]
public sealed class BlockAttackTests(ArenaFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_private_attack_finds_the_breaker_paused_after_its_block()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await StartAsync(arena, RunningNode.PausesAlone());
        await arena.SendAsync(attack);
        await arena.MineAsync();
        NodeEvent.ActionSent sent = await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        NodeEvent.ActionSettled settled = await node.UntilAsync<NodeEvent.ActionSettled>(
            e => e.Record.State >= SendState.Mined);

        Assert.Null(sent.Timings); // no notice of a pending attack to count from
        Assert.True(settled.Record.Inclusion!.Succeeded, node.Story());
        Assert.Equal(2, await arena.ModeAsync());
        await arena.AssertRaisedOnceAsync(node.Story);
        await node.UntilAsync<NodeEvent.SignalRaised>(e => e.Signal is { Detector: "invariant", Tx: null });
        Assert.Single(node.Of<NodeEvent.IncidentOpened>(), e => e.Incident.Protocol == "lender");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task An_incident_whose_block_is_reorganised_away_is_retracted_and_the_decision_stays(int depth)
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await StartAsync(arena, RunningNode.PausesAlone(isDryRun: true));
        for (int i = 0; i < 5; i++) await arena.MineAsync();
        // anvil gives the state of the next block where that is mined while it is asked about the newest.
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        await arena.SendAsync(attack);
        for (int i = 0; i < depth; i++) await arena.MineAsync();
        NodeEvent.IncidentOpened opened = await node.UntilAsync<NodeEvent.IncidentOpened>(
            e => e.Incident.Protocol == "lender");
        await node.UntilAsync<NodeEvent.Decided>(e => e.Decision.Permission == Permission.DryRun
            && e.Decision.Action == ResponseAction.Pause);
        await node.CatchUpAsync(arena.Client, arena.ChainId);

        await arena.AskAsync("anvil_reorg", RpcParam.Json($"{depth}"), RpcParam.Json("[]"));
        await arena.AskAsync("anvil_dropAllTransactions");
        await arena.MineAsync();
        NodeEvent.IncidentRetracted retracted = await node.UntilAsync<NodeEvent.IncidentRetracted>(
            e => e.Incident.Id == opened.Incident.Id);

        Assert.Equal(IncidentState.Retracted, retracted.Incident.State);
        await node.UntilAsync<NodeEvent.SignalRaised>(e => e.Signal is { Retracted: true, Detector: "invariant" });
        await node.UntilAsync<NodeEvent.SignalRaised>(
            e => e.Signal is { Retracted: true, Detector: "price-manipulation" });
        Assert.Contains(node.Of<NodeEvent.Decided>(), e => e.Decision.Incident == opened.Incident.Id);
    }

    private async Task<RunningNode> StartAsync(GuardedArena arena, ProtocolPolicy policy)
    {
        NodeSettings settings = RunningNode.Settings(arena, _folder.Path, policy);
        settings = settings with { Chains = [settings.Chains[0] with { FollowsMempool = false }] };
        RunningNode node = await RunningNode.StartAsync(settings, arena.Key);
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        return node;
    }
}
