using System.Globalization;
using System.Text;
using System.Text.Json;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Nodes;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

public class FaultTests(ITestOutputHelper output)
{
    private const int Flood = 5_000;
    private const int ProtectedEvery = 500;

    private static readonly Address Vault = Transactions.Account(70_000);
    private static readonly WatchList Watched =
        new([new Protocol("vault", LiveArena.ChainId, [Vault])]);

    [Fact]
    public async Task Without_call_trees_the_broken_invariant_is_still_found_and_the_blindness_is_said_once()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        await using FakeNode node = FakeNode.Without(arena.Client, "debug_traceCall");
        await using var watch = new RunningWatch(node.Client, arena.Watched, [arena.Covered]);

        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        PendingVerdict verdict = await watch.LastVerdictOnAsync(hash);

        Assert.True(verdict.WasSimulated);
        Assert.Contains(verdict.Signals, signal => signal.Detector == "invariant" && signal.Tx == hash);
        Signal blind = Assert.Single(watch.Blind);
        Assert.Equal("call trees of pending transactions", (string?)blind.Evidence["missing"]);
        Assert.Contains("debug_traceCall", blind.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_simulation_the_call_tree_still_shows_the_attack_and_lost_invariants_are_said()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        await using FakeNode node = FakeNode.Without(arena.Client, "eth_simulateV1");
        await using var watch = new RunningWatch(node.Client, arena.Watched, [arena.Covered]);

        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        IReadOnlyList<Signal> signals = await watch.SignalsOnAsync(hash);

        Assert.Contains(signals, signal => signal.Detector == "price-manipulation");
        Assert.DoesNotContain(signals, signal => signal.Detector == "invariant");
        Assert.Equal("invariants of pending transactions", (string?)Assert.Single(watch.Blind).Evidence["missing"]);
    }

    [Fact]
    public async Task A_node_that_can_run_nothing_gives_verdicts_that_say_so()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        await using FakeNode node = FakeNode.Without(arena.Client, "eth_simulateV1", "debug_traceCall");
        await using var watch = new RunningWatch(node.Client, arena.Watched, [arena.Covered]);

        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        PendingVerdict verdict = await watch.LastVerdictOnAsync(hash);

        Assert.False(verdict.WasSimulated);
        Assert.Equal((0L, 1L), (watch.Watch.Summary.Simulated, watch.Watch.Summary.Refused));
        Assert.Equal(2, watch.Blind.Count());
    }

    [Fact]
    public async Task A_node_that_dies_is_reported_and_followed_again_when_it_is_back()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 1);
        await using var watch = new RunningWatch(arena.Line(arena.Ipc), arena.Watched, []);
        Act first = Act.Call(arena.Stage.Traders[0], arena.World.Weth, new Weth.DepositCall(), "wraps nothing");
        await watch.VerdictOnAsync(await arena.Stage.Chain.SendAsync(first, LiveArena.Cancellation));

        await arena.EndNodeAsync();
        Signal lost = await watch.UntilAsync(() => watch.Blind.FirstOrDefault());
        File.Delete(arena.Ipc.ToString());
        await using AnvilNode second = await AnvilNode.StartAsync(
            new AnvilOptions { IpcPath = arena.Ipc.ToString() }, cancellation: LiveArena.Cancellation);
        await using var client = new RpcClient(second.Http);
        var chain = new LocalChain(client, LiveArena.ChainId, new Journal());
        using var sender = new ArenaAccount(7, "sender");
        await chain.EndowAsync(sender.Address, (UInt256)UInt128.MaxValue, LiveArena.Cancellation);
        Hash256 hash = await chain.SendAsync(new Act(sender, null, [0x00], "creates"), LiveArena.Cancellation);

        Assert.Equal("pending transactions", (string?)lost.Evidence["missing"]);
        Assert.True((await watch.VerdictOnAsync(hash)).WasSimulated);
    }

    [Theory]
    [InlineData("null")] // of several nodes behind one address another announced it
    [InlineData("{\"cut")]
    [InlineData("error {\"code\":-32005,\"message\":\"too many requests\"}")]
    public async Task A_body_that_the_node_does_not_give_at_first_is_asked_for_again(string answer)
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        int asked = 0;
        await using var slow = new FakeNode((method, parameters) =>
            method == "eth_getTransactionByHash" && Interlocked.Increment(ref asked) < 4
                ? answer
                : FakeNode.Forward(arena.Client, method, parameters));
        await using var watch = new RunningWatch(slow.Client, arena.Watched, []);
        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);

        Assert.Contains(await watch.SignalsOnAsync(hash), signal => signal.Detector == "price-manipulation");
        Assert.Equal((4, 0L), (asked, watch.Watch.Summary.Unfetched));
    }

    [Fact]
    public async Task A_body_that_the_node_never_gives_is_asked_for_four_times_and_counted()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        int asked = 0;
        await using var mean = new FakeNode((method, parameters) =>
        {
            if (method != "eth_getTransactionByHash") return FakeNode.Forward(arena.Client, method, parameters);
            Interlocked.Increment(ref asked);
            return "null";
        });
        await using var watch = new RunningWatch(mean.Client, arena.Watched, []);
        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);

        await watch.UntilAsync(() => watch.Watch.Summary.Unfetched > 0 ? "given up" : null);
        Assert.Equal((4, 1L), (asked, watch.Watch.Summary.Unfetched));
        Assert.DoesNotContain(watch.Verdicts, verdict => verdict.Transaction?.Hash == hash);
    }

    [Fact]
    public async Task What_waits_while_the_node_answers_nothing_is_examined_when_it_does_again()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        int unanswered = 0, unansweredMax = int.MaxValue;
        bool isDown = false;
        await using var node = new FakeNode((method, parameters) =>
        {
            if (method is "debug_traceCall" or "eth_simulateV1") Volatile.Write(ref isDown, true);
            return Volatile.Read(ref isDown) && Interlocked.Increment(ref unanswered) <= unansweredMax
                ? "{\"cut"
                : FakeNode.Forward(arena.Client, method, parameters);
        });
        var options = new PendingWatchOptions { EagerCallsMax = 0, RetryDelay = TimeSpan.FromMilliseconds(20) };
        await using var watch = new RunningWatch(node.Client, arena.Watched, [], options);
        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);

        await watch.UntilAsync(() => Volatile.Read(ref unanswered) > 100 ? "for a while" : null);
        Volatile.Write(ref unansweredMax, 0);

        Assert.Contains(await watch.SignalsOnAsync(hash), signal => signal.Detector == "price-manipulation");
        Assert.Equal(0L, watch.Watch.Summary.Refused);
    }

    [Fact]
    public async Task In_a_flood_protected_contracts_go_first_and_what_is_skipped_is_counted()
    {
        using var gate = new ManualResetEventSlim();
        await using var node = new FakeNode((method, parameters) => Flooding(method, parameters, gate));
        var options = new PendingWatchOptions { Workers = 1, QueueMax = 100 };
        await using var watch = new RunningWatch(node.Client, Watched, [], options);

        await watch.UntilAsync(() =>
        {
            PendingSummary now = watch.Watch.Summary;
            return now.Noticed == Flood && now.Skipped >= Flood - 101 ? now : null;
        });
        gate.Set();
        PendingVerdict[] verdicts = await watch.UntilAsync(() =>
        {
            PendingVerdict[] said = [.. watch.Verdicts.Where(verdict => verdict.Transaction is not null)];
            return said.Length + watch.Watch.Summary.Skipped == Flood ? said : null;
        });

        PendingSummary summary = watch.Watch.Summary;
        const int Important = Flood / ProtectedEvery;
        Assert.Equal(Important, verdicts.Count(v => v.Transaction!.Rank == PendingRank.Protected));
        // The very first may have been under way before anything urgent came.
        Assert.All(verdicts.Skip(1).Take(Important - 1), v => Assert.Equal(PendingRank.Protected, v.Transaction!.Rank));
        Assert.Equal(0, summary.SkippedByRank[(int)PendingRank.Protected]);
        Assert.Equal(Flood, summary.Simulated + summary.Skipped);
    }

    [Fact]
    public async Task An_answer_that_is_no_call_tree_is_said_to_be_unreadable()
    {
        await using var node = new FakeNode((method, parameters) => method switch
        {
            "debug_traceCall" => "{\"type\":\"CALL\",\"calls\":[{\"type\":17}]}",
            "eth_simulateV1" => "[]",
            "eth_getFilterChanges" => $"[\"{Transactions.Hash(1)}\"]",
            _ => Flooding(method, parameters, gate: null),
        });
        await using var watch = new RunningWatch(node.Client, Watched, []);

        PendingVerdict verdict = await watch.VerdictOnAsync(Transactions.Hash(1));

        Assert.False(verdict.WasSimulated);
        Assert.Contains(watch.Blind, signal => (string?)signal.Evidence["missing"] == "readable simulations");
    }

    private static string? Flooding(string method, JsonElement parameters, ManualResetEventSlim? gate)
    {
        switch (method)
        {
            case "eth_newPendingTransactionFilter": return "\"0x1\"";
            case "eth_getFilterChanges":
                return $"[{string.Join(',', Enumerable.Range(0, Flood).Select(i => $"\"{Transactions.Hash(i)}\""))}]";
            case "eth_getBlockByNumber" when parameters[0].GetString() == "latest":
                return $"{{\"number\":\"0x1\",\"hash\":\"{Transactions.Hash(0)}\",\"timestamp\":\"0x1\"}}";
            case "eth_getTransactionByHash":
                int number = int.Parse(
                    parameters[0].GetString().AsSpan(2 + 56), NumberStyles.HexNumber, CultureInfo.InvariantCulture) - 1;
                Address to = number % ProtectedEvery == ProtectedEvery - 1 ? Vault : Transactions.Account(80_000);
                return Encoding.UTF8.GetString(Transactions.Json(number, to));
            case "debug_traceCall":
                gate?.Wait(TimeSpan.FromSeconds(60));
                return $"{{\"type\":\"CALL\",\"from\":\"{Vault}\",\"to\":\"{Vault}\",\"input\":\"0x\"}}";
            default: return null;
        }
    }
}
