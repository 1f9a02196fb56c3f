using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

/// <summary>What is no longer pending when its turn comes. Against anvil, with one worker that a gate holds back.
/// </summary>
public class MinedAndReplacedTests(ITestOutputHelper output)
{
    private static readonly PendingWatchOptions OneWorker =
        new() { Workers = 1, PollInterval = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task What_is_mined_while_it_waits_is_left_to_the_block_path()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        using var gate = new ManualResetEventSlim();
        await using FakeNode node = FakeNode.Holding(arena.Client, "debug_traceCall", gate);
        await using var watch = new RunningWatch(node.Client, arena.Watched, [], OneWorker);
        ulong head = await arena.Client.BlockNumberAsync(LiveArena.Cancellation);
        Hash256 first = await WrapAsync(arena, 0);
        await watch.UntilAsync(() => node.Begun("debug_traceCall") ? "held" : null);
        Hash256 second = await WrapAsync(arena, 1);
        await watch.UntilAsync(() => watch.Watch.Summary.Queued == 2 ? "waits" : null);

        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation);
        await watch.UntilAsync(() => node.HasPassed(head + 1) ? "known" : null);
        gate.Set();
        await watch.LastVerdictOnAsync(first);
        await watch.UntilAsync(() => watch.Watch.Summary.Mined > 0 ? "left" : null);

        Assert.DoesNotContain(watch.Verdicts, verdict => verdict.Transaction?.Hash == second);
        Assert.Equal((1L, 1L), (watch.Watch.Summary.Simulated, watch.Watch.Summary.Mined));
    }

    [Fact]
    public async Task What_is_replaced_while_it_waits_is_passed_over_for_what_replaced_it()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        using var gate = new ManualResetEventSlim();
        await using FakeNode node = FakeNode.Holding(arena.Client, "debug_traceCall", gate);
        await using var watch = new RunningWatch(node.Client, arena.Watched, [], OneWorker);
        await WrapAsync(arena, 0);
        await watch.UntilAsync(() => node.Begun("debug_traceCall") ? "held" : null);
        using var sender = new ArenaAccount(7, "changes its mind");
        using var again = new ArenaAccount(7, "changes its mind");
        await arena.Stage.Chain.EndowAsync(sender.Address, Deployer.Ether(100), LiveArena.Cancellation);

        Hash256 cheap = await SendAsync(arena, sender, tipGwei: 1);
        await watch.UntilAsync(() => watch.Watch.Summary.Queued == 2 ? "waits" : null);
        Hash256 dear = await SendAsync(arena, again, tipGwei: 1_000);
        await watch.UntilAsync(() => watch.Watch.Summary.Replacements == 1 ? "replaced" : null);
        gate.Set();
        PendingVerdict verdict = await watch.LastVerdictOnAsync(dear);
        await watch.UntilAsync(() => watch.Watch.Summary.Superseded > 0 ? "passed over" : null);

        Assert.Equal(cheap, verdict.Transaction!.Replaces);
        Assert.DoesNotContain(watch.Verdicts, other => other.Transaction?.Hash == cheap);
        Assert.Equal(1, watch.Watch.Summary.Superseded);
    }

    [Fact]
    public async Task What_was_seen_in_a_block_first_is_not_examined_when_a_node_still_announces_it()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        ulong head = await arena.Client.BlockNumberAsync(LiveArena.Cancellation);
        Hash256 known = await WrapAsync(arena, 0);
        string body = await BodyAsync(arena, known); // as pending, which a slower node would still say
        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation);
        FakeNode? node = null;
        await using FakeNode late = node = new FakeNode((method, parameters) => method switch
        {
            "eth_getFilterChanges" => node!.HasPassed(head + 1) ? $"[\"{known}\"]" : "[]",
            "eth_getTransactionByHash" => body,
            _ => FakeNode.Forward(arena.Client, method, parameters),
        });
        await using var watch = new RunningWatch(late.Client, arena.Watched, [], OneWorker);

        await watch.UntilAsync(() => watch.Watch.Summary.Mined > 0 ? "left" : null);

        Assert.Empty(watch.Verdicts);
        Assert.Equal((0L, 0L), (watch.Watch.Summary.Simulated, watch.Watch.Summary.Noticed));
    }

    private static Task<Hash256> WrapAsync(LiveArena arena, int trader) =>
        SendAsync(arena, arena.Stage.Traders[trader], tipGwei: 1);

    private static Task<Hash256> SendAsync(LiveArena arena, ArenaAccount sender, ulong tipGwei) =>
        arena.Stage.Chain.SendAsync(
            Act.Call(sender, arena.World.Weth, new Weth.DepositCall(), "wraps nothing") with { TipGwei = tipGwei },
            LiveArena.Cancellation);

    private static async Task<string> BodyAsync(LiveArena arena, Hash256 hash)
    {
        using RpcPayload body = await arena.Client.CallRawAsync(
            new RpcCall("eth_getTransactionByHash", hash), LiveArena.Cancellation);
        return System.Text.Encoding.UTF8.GetString(body.Json.Span);
    }
}
