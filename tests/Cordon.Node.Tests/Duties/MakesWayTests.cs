using Cordon.Arena.Chain;
using Cordon.Contracts;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Duties;

/// <summary>A node's duty waits in the pool when an attack comes: the pause is signed by the same key, and lands first.
/// </summary>
public sealed class MakesWayTests
{
    [Fact]
    public async Task A_pause_lands_before_the_attack_though_an_answer_of_the_same_key_waits_and_both_are_done()
    {
        await using GuardedArena arena = await GuardedArena.BuildAsync();
        ChallengedChain chain = new(arena);
        Act attack = await arena.PrepareAttackAsync("thief");
        await chain.BeginEpochAsync();
        using TemporaryFolder folder = new();
        NodeSettings settings = chain.Settings(folder.Path);
        settings = settings with
        {
            Options = settings.Options with { Engagement = settings.Options.Engagement with { SpreadMax = default } },
        };
        await using RunningNode node = await RunningNode.StartAsync(settings, arena.Key);
        ulong nonce = await arena.Client.GetTransactionCountAsync(arena.Key.Address, "latest", GuardedArena.Stop);
        await node.UntilAsync(() => PendingNonce(arena) > nonce ? "" : null, "the opening of the epoch in the pool");

        Hash256 theft = await arena.SendAsync(attack);
        NodeEvent.ActionSent sent = await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();

        Assert.Equal(nonce, sent.Record.Nonce);
        Assert.Equal(2, await arena.ModeAsync());
        Assert.True(await arena.IndexAsync(sent.Record.Latest.Hash) < await arena.IndexAsync(theft), node.Story());
        await chain.MineUntilAsync(async () => (await chain.EpochAsync()).OpenedAt != 0, [node]);
        await chain.MineUntilAsync(
            () => Task.FromResult(node.Of<NodeEvent.Duty>().Any(duty => duty.Kind == "committed")), [node]);
        IReadOnlyList<byte[]> calls = await arena.SentAsync();
        Assert.Equal(1, calls.Count(call => IncidentRegistry.RaiseCall.TryDecode(call, out _)));
        Assert.Equal(1, calls.Count(call => Contracts.Engagement.OpenCall.TryDecode(call, out _)));
    }

    private static ulong PendingNonce(GuardedArena arena) => arena.Client
        .GetTransactionCountAsync(arena.Key.Address, "pending", GuardedArena.Stop).GetAwaiter().GetResult();
}
