using Cordon.Arena.Chain;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

/// <summary>Several endpoints of one chain.</summary>
public class FailOverTests(ITestOutputHelper output)
{
    private static readonly PendingWatchOptions Quick =
        new() { RetryDelay = TimeSpan.FromMilliseconds(200), PollInterval = TimeSpan.FromMilliseconds(20) };

    [Theory]
    [InlineData(RpcTransportKind.WebSocket)]
    [InlineData(RpcTransportKind.Http)]
    public async Task When_an_endpoint_dies_the_watch_says_so_and_goes_on_with_the_next(RpcTransportKind next)
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        var relay = new SocketRelay(arena.Ipc + ".relay", arena.Ipc.ToString());
        RpcClient first = arena.Line(RpcEndpoint.Parse(relay.Path));
        RpcClient second = arena.Line(next == RpcTransportKind.Http ? arena.Node.Http : arena.Node.WebSocket);
        await using var watch = new RunningWatch([first, second], arena.Watched, [arena.Covered], Quick);
        Hash256 swap = await SendSwapAsync(arena, trader: 0);
        Assert.True((await watch.LastVerdictOnAsync(swap)).WasSimulated);
        Assert.Empty(watch.Blind);

        await relay.DisposeAsync();
        Signal lost = await watch.UntilAsync(() => watch.Blind.FirstOrDefault());
        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        IReadOnlyList<Signal> signals = await watch.SignalsOnAsync(hash);

        Assert.Equal($"endpoint {relay.Path}", (string?)lost.Evidence["missing"]);
        Assert.Contains(signals, signal => signal.Detector == "price-manipulation");
        Assert.Contains(signals, signal => signal.Detector == "invariant");
        Assert.Single(watch.Blind); // one endpoint is lost, the pending transactions are not
    }

    [Fact]
    public async Task The_preferred_endpoint_is_followed_again_once_it_is_back_and_the_other_is_needed_no_more()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        string path = arena.Ipc + ".relay";
        var relay = new SocketRelay(path, arena.Ipc.ToString());
        var other = new SocketRelay(arena.Ipc + ".other", arena.Ipc.ToString());
        RpcClient second = arena.Line(RpcEndpoint.Parse(other.Path));
        await using var watch = new RunningWatch(
            [arena.Line(RpcEndpoint.Parse(path)), second], arena.Watched, [], Quick);
        await watch.LastVerdictOnAsync(await SendSwapAsync(arena, trader: 0));
        Assert.False(other.HasPassed("newPendingTransactions"));
        await relay.DisposeAsync();
        await watch.UntilAsync(() => other.HasPassed("newPendingTransactions") ? "" : null);

        await using var back = new SocketRelay(path, arena.Ipc.ToString());
        await watch.UntilAsync(() => back.HasPassed("newPendingTransactions") ? "" : null);
        await other.DisposeAsync();

        Assert.True((await watch.LastVerdictOnAsync(await SendSwapAsync(arena, trader: 1))).WasSimulated);
        Assert.True(back.HasPassed("debug_traceCall"));
        Assert.DoesNotContain(
            watch.Blind, signal => (string?)signal.Evidence["missing"] == $"endpoint {second.Endpoint}");
    }

    [Fact]
    public async Task An_endpoint_that_is_back_and_still_behind_is_not_followed_before_it_has_caught_up()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        bool isAway = false, isBehind = true;
        int looks = 0, follows = 0;
        await using var late = new FakeNode((method, parameters) =>
        {
            if (method == "eth_newPendingTransactionFilter") Interlocked.Increment(ref follows);
            if (method == "eth_getFilterChanges" && Volatile.Read(ref isAway)) return "{\"cut";
            if (method != "eth_blockNumber" || !Volatile.Read(ref isBehind))
                return FakeNode.Forward(arena.Client, method, parameters);
            Interlocked.Increment(ref looks);
            return "\"0x1\"";
        });
        await using var watch = new RunningWatch([late.Client, arena.Line(arena.Ipc)], arena.Watched, [], Quick);
        await watch.LastVerdictOnAsync(await SendSwapAsync(arena, trader: 0));
        Volatile.Write(ref isAway, true);
        await watch.UntilAsync(() => Volatile.Read(ref looks) >= 3 ? "" : null);
        Assert.Equal(1, Volatile.Read(ref follows));

        Volatile.Write(ref isAway, false);
        Volatile.Write(ref isBehind, false);

        await watch.UntilAsync(() => Volatile.Read(ref follows) == 2 ? "" : null);
    }

    [Fact]
    public async Task An_endpoint_that_is_dead_from_the_start_is_passed_over()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        RpcClient dead = arena.Line(RpcEndpoint.Parse(arena.Ipc + ".nobody"));
        await using var watch = new RunningWatch([dead, arena.Line(arena.Ipc)], arena.Watched, [], Quick);

        PendingVerdict verdict = await watch.LastVerdictOnAsync(await SendSwapAsync(arena, trader: 0));

        Assert.True(verdict.WasSimulated);
        Assert.Contains(watch.Blind, signal => (string?)signal.Evidence["missing"] == $"endpoint {dead.Endpoint}");
    }

    [Fact]
    public async Task When_all_are_dead_the_blindness_is_said_and_the_first_to_come_back_is_followed()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        string path = arena.Ipc + ".relay";
        var relay = new SocketRelay(path, arena.Ipc.ToString());
        RpcClient first = arena.Line(RpcEndpoint.Parse(path));
        RpcClient dead = arena.Line(RpcEndpoint.Parse(arena.Ipc + ".nobody"));
        await using var watch = new RunningWatch([first, dead], arena.Watched, [], Quick);
        await watch.LastVerdictOnAsync(await SendSwapAsync(arena, trader: 0));

        await relay.DisposeAsync();
        await watch.UntilAsync(() => watch.Blind.FirstOrDefault(
            signal => (string?)signal.Evidence["missing"] == "pending transactions"));
        await using var back = new SocketRelay(path, arena.Ipc.ToString());

        Assert.True((await watch.LastVerdictOnAsync(await SendSwapAsync(arena, trader: 1))).WasSimulated);
    }

    [Fact]
    public async Task What_one_endpoint_does_not_offer_is_asked_of_the_next()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        await using FakeNode without = FakeNode.Without(arena.Client, "debug_traceCall");
        var relay = new SocketRelay(arena.Ipc + ".relay", arena.Ipc.ToString());
        RpcClient dying = arena.Line(RpcEndpoint.Parse(relay.Path));
        await using var watch = new RunningWatch([without.Client, dying], arena.Watched, [arena.Covered], Quick);
        await watch.LastVerdictOnAsync(await SendSwapAsync(arena, trader: 0));
        Assert.Contains(
            watch.Blind, signal => (string?)signal.Evidence["missing"] == "call trees of pending transactions");

        await without.EndAsync();
        await watch.UntilAsync(() => watch.Blind.FirstOrDefault(
            signal => ((string?)signal.Evidence["missing"])!.StartsWith("endpoint", StringComparison.Ordinal)));
        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);

        Assert.Contains(await watch.SignalsOnAsync(hash), signal => signal.Detector == "price-manipulation");
        await relay.DisposeAsync();
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    public async Task Call_trees_come_over_a_connection_of_their_own_or_where_the_node_has_one_only_over_that(int max)
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        await using var relay = new SocketRelay(arena.Ipc + ".relay", arena.Ipc.ToString(), max);
        RpcClient line = arena.Line(RpcEndpoint.Parse(relay.Path));
        await using var watch = new RunningWatch([line], arena.Watched, [arena.Covered], Quick);
        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        IReadOnlyList<Signal> signals = await watch.SignalsOnAsync(hash);
        await watch.LastVerdictOnAsync(await SendSwapAsync(arena, trader: 0));

        Assert.Contains(signals, signal => signal.Detector == "price-manipulation");
        Assert.Contains(signals, signal => signal.Detector == "invariant");
        Assert.Empty(watch.Blind);
        Assert.Equal(2, relay.Connections); // and what was refused is not asked for with every transaction
    }

    [Fact]
    public async Task The_pool_is_read_once_the_node_has_taken_the_subscription_and_not_before()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        await using var relay = new SocketRelay(arena.Ipc + ".relay", arena.Ipc.ToString());
        relay.Answers.Reset();
        await using var watch = new RunningWatch(
            [arena.Line(RpcEndpoint.Parse(relay.Path))], arena.Watched, [], Quick);
        await watch.UntilAsync(() => relay.HasPassed("newPendingTransactions") ? "" : null);
        Hash256 swap = await SendSwapAsync(arena, trader: 0);
        Assert.False(relay.HasPassed("\"pending\"")); // what came in between would be in neither

        relay.Answers.Set();
        await watch.LastVerdictOnAsync(swap);
        Assert.True(relay.HasPassed("\"pending\""));
    }

    private static Task<Hash256> SendSwapAsync(LiveArena arena, int trader) => arena.Stage.Chain.SendAsync(
        Cordon.Arena.Scenes.Order.Sell(arena.Stage, arena.Stage.Traders[trader], arena.World.Weth, arena.World.Coin,
            Cordon.Arena.Deployment.Deployer.Ether(1), least: 0), LiveArena.Cancellation);
}
