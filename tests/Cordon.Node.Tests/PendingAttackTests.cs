using Cordon.Arena.Chain;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests;

/// <summary>A node beside a real chain on which the lender is attacked.</summary>
public sealed class PendingAttackTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_pending_attack_finds_the_breaker_paused_before_it_lands()
    {
        await using GuardedArena arena = await GuardedArena.BuildAsync(output);
        using var folder = new TemporaryFolder();
        Act attack = await arena.PrepareAttackAsync();
        await using RunningNode node = await RunningNode.StartAsync(
            RunningNode.Settings(arena, folder.Path), arena.Key);
        await node.CatchUpAsync(arena.Client, arena.ChainId);

        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, GuardedArena.Stop);
        NodeEvent.ActionSent sent = await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        NodeEvent.ActionSettled settled = await node.UntilAsync<NodeEvent.ActionSettled>(
            settled => settled.Record.State >= SendState.Mined);
        output.WriteLine($"{sent.Timings}");

        Assert.True(settled.Record.Inclusion!.Succeeded, node.Story());
        Assert.Equal(2, await arena.ModeAsync());
        Assert.True(await IndexAsync(arena, settled.Record.Inclusion.Transaction) < await IndexAsync(arena, hash));
        Assert.NotNull(sent.Timings);
        Assert.True(sent.Timings.Value.Total >= sent.Timings.Value.Verdict.Total);
        await AssertOneIncidentAsync(arena, node, hash);
    }

    // Found while pending and found again in its block: one incident, one decision, one transaction.
    private static async Task AssertOneIncidentAsync(GuardedArena arena, RunningNode node, Hash256 attack)
    {
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        NodeEvent.IncidentOpened opened = Assert.Single(
            node.Of<NodeEvent.IncidentOpened>(), opened => opened.Incident.Protocol == "lender");
        Assert.Contains(attack, opened.Incident.Transactions);
        Assert.Single(
            node.Of<NodeEvent.Decided>(), decided => decided.Decision is
            {
                Action: ResponseAction.Pause, Permission: Permission.Granted,
            });
        Assert.Equal(1UL, await arena.SentAsync());
        await node.UntilAsync<NodeEvent.IncidentChanged>(changed =>
            changed.Incident.Id == opened.Incident.Id && changed.Incident.Clocks.ContainedAt is not null);
    }

    private static async Task<ulong> IndexAsync(GuardedArena arena, Hash256 transaction)
    {
        using RpcPayload receipt = await arena.Client.CallRawAsync(
            new RpcCall("eth_getTransactionReceipt", transaction), GuardedArena.Stop);
        using var json = System.Text.Json.JsonDocument.Parse(receipt.Json);
        return Convert.ToUInt64(json.RootElement.GetProperty("transactionIndex").GetString(), 16);
    }
}
