using Cordon.Ethereum.Rpc;
using Cordon.Faults.Tests.Kit;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Signing;

namespace Cordon.Faults.Tests;

/// <summary>The machine's clock jumps: what is seen and done does not depend on it.</summary>
[Collection(FaultCollection.Name)]
public class ClockTests(FaultArena fixture, ITestOutputHelper output)
{
    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_jump_of_hours_before_an_attack_changes_nothing(int hours)
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        JumpingClock clock = new();
        await using RunningNode node = await RunningNode.StartAsync(
            RunningNode.Settings(arena, folder.Path), new LocalSigner(arena.Key), time: clock);
        await node.CatchUpAsync(arena.Client, arena.ChainId);

        clock.Offset = TimeSpan.FromHours(hours);
        await fixture.SendAttackAsync();
        await node.UntilAsync<NodeEvent.ActionSent>();
        clock.Offset = TimeSpan.FromHours(-hours); // and once more, while the pause waits for its block
        await arena.MineAsync();
        await node.UntilAsync<NodeEvent.ActionSettled>();
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);

        Assert.Equal(2, await arena.ModeAsync());
        await arena.AssertRaisedOnceAsync(node.Story);
        Assert.Equal(1, await fixture.RaisesAsync());
    }

    [Fact]
    public async Task A_pause_that_waits_for_its_block_is_not_taken_back_because_the_clock_was_set()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        await using RpcProxy proxy = new($"{arena.Node.Http}");
        int looks = 0;
        proxy.OnRequest = request =>
        {
            if ((string?)request["method"] == "eth_getTransactionReceipt") Interlocked.Increment(ref looks);
            return null;
        };
        using TemporaryFolder folder = new();
        NodeSettings settings = RunningNode.Settings(arena, folder.Path);
        JumpingClock clock = new();
        await using RunningNode node = await RunningNode.StartAsync(
            settings with { Chains = [RunningNode.ChainOf(arena) with { Endpoints = [RpcEndpoint.Parse(proxy.Url)] }] },
            new LocalSigner(arena.Key), time: clock);
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        await fixture.SendAttackAsync();
        await node.UntilAsync<NodeEvent.ActionSent>();

        clock.Offset = TimeSpan.FromHours(4); // beyond the hour for which it was to pause
        int before = Volatile.Read(ref looks);
        await node.UntilAsync(() => Volatile.Read(ref looks) > before + 3 ? "looked" : null, "looks at the chain");
        await arena.MineAsync();
        await node.UntilAsync<NodeEvent.ActionSettled>();

        Assert.Equal(2, await arena.ModeAsync());
        await arena.AssertRaisedOnceAsync(node.Story);
    }

    /// <summary>The time of day moves; durations do not, as on a real machine.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long _offset;

        public TimeSpan Offset
        {
            set => Interlocked.Exchange(ref _offset, value.Ticks);
        }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));
    }
}
