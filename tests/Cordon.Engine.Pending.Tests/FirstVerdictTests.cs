using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Scenes;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending.Tests;

/// <summary>What is known first is said first. A node in between holds one of its answers back.</summary>
public class FirstVerdictTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_the_call_tree_shows_is_said_before_the_invariants_are_in_and_they_are_added()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        using var gate = new ManualResetEventSlim();
        Act attack = await arena.PrepareAttackAsync();
        await using FakeNode node = FakeNode.Holding(arena.Client, "eth_simulateV1", gate);
        await using var watch = new RunningWatch(node.Client, arena.Watched, [arena.Covered]);

        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        PendingVerdict first = await watch.VerdictOnAsync(hash);
        Assert.False(gate.IsSet);
        gate.Set();
        PendingVerdict last = await watch.LastVerdictOnAsync(hash);

        Assert.Equal((true, false, false), (first.WasSimulated, first.IsComplete, first.IsAmendment));
        Assert.Equal((true, true, true), (last.WasSimulated, last.IsComplete, last.IsAmendment));
        Assert.Contains(first.Signals, s => s.Detector == "price-manipulation" && s.Severity >= Severity.High);
        Assert.Equal("invariant", Assert.Single(last.Signals).Detector);
        Assert.True(last.Timings.Total > first.Timings.Total);
        Assert.Equal(first.Timings.Fetch, last.Timings.Fetch);
        Assert.Equal(1, watch.Watch.Summary.Simulated);
    }

    [Fact]
    public async Task A_broken_invariant_is_said_before_the_call_tree_is_in_and_never_twice()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act borrow = await BorrowAsync(arena);
        using var gate = new ManualResetEventSlim();
        await using FakeNode node = FakeNode.Holding(arena.Client, "debug_traceCall", gate);
        await using var watch = new RunningWatch(
            node.Client, arena.Watched, [arena.InvariantOf("strict", "cash >= 300000000000000000000")]);

        Hash256 hash = await arena.Stage.Chain.SendAsync(borrow, LiveArena.Cancellation);
        PendingVerdict first = await watch.VerdictOnAsync(hash);
        Assert.False(gate.IsSet);
        gate.Set();
        PendingVerdict last = await watch.LastVerdictOnAsync(hash);

        Signal broken = Assert.Single(first.Signals);
        Assert.Equal(("invariant", (Hash256?)hash), (broken.Detector, broken.Tx));
        Assert.Equal([arena.World.Lender], broken.Subjects);
        Assert.True(PendingSignals.IsPending(broken));
        Assert.Equal((false, true, true), (first.IsComplete, last.IsComplete, last.IsAmendment));
        Assert.DoesNotContain(last.Signals, signal => signal.Detector == "invariant");
    }

    [Theory]
    [InlineData("debug_traceCall", 0)]
    [InlineData("eth_simulateV1", 0)]
    [InlineData("none", 0)]
    [InlineData("debug_traceCall", 4)]
    [InlineData("eth_simulateV1", 4)]
    [InlineData("none", 4)]
    public async Task Whatever_comes_first_the_same_is_said_once(string held, int eagerCallsMax)
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act borrow = await BorrowAsync(arena), attack = await arena.PrepareAttackAsync();
        using var gate = new ManualResetEventSlim();
        await using FakeNode node = FakeNode.Holding(arena.Client, held, gate);
        await using var watch = new RunningWatch(
            node.Client, arena.Watched, [arena.InvariantOf("strict", "cash >= 300000000000000000000")],
            new PendingWatchOptions { EagerCallsMax = eagerCallsMax });
        Hash256[] hashes =
        [
            await arena.Stage.Chain.SendAsync(borrow, LiveArena.Cancellation),
            await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation),
        ];

        gate.Set();
        foreach (Hash256 hash in hashes) await watch.LastVerdictOnAsync(hash);

        Signal[] said = [.. watch.Verdicts.SelectMany(verdict => verdict.Signals)];
        output.WriteLine(string.Join('\n', said.Select(signal => $"{signal.Tx} {signal.Detector} {signal.Severity}")));
        Assert.Equal(said.Length, said.DistinctBy(signal => signal.Id).Count());
        Assert.Equal(2, said.Count(signal => signal.Detector == "invariant"));
        Assert.Contains(said, signal => signal.Detector == "price-manipulation");
        foreach (Hash256 hash in hashes)
            Assert.Single(watch.Verdicts, verdict => verdict.Transaction?.Hash == hash && verdict.IsComplete);
    }

    [Fact]
    public async Task With_few_invariants_one_that_is_not_named_is_said_to_break_before_the_call_tree_is_in()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        using var gate = new ManualResetEventSlim();
        await using FakeNode node = FakeNode.Holding(arena.Client, "debug_traceCall", gate);
        await using var watch = new RunningWatch(
            node.Client, arena.Watched, [arena.Covered],
            new PendingWatchOptions { EagerCallsMax = 4 });

        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        PendingVerdict first = await watch.VerdictOnAsync(hash);
        Assert.False(gate.IsSet);
        gate.Set();

        Assert.Empty(first.Transaction!.Protocols);
        Assert.Equal("invariant", Assert.Single(first.Signals).Detector);
        Assert.Contains((await watch.LastVerdictOnAsync(hash)).Signals, s => s.Detector == "price-manipulation");
    }

    [Fact]
    public async Task A_harmless_transaction_has_one_verdict_however_late_the_invariants_are()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        using var gate = new ManualResetEventSlim();
        await using FakeNode node = FakeNode.Holding(arena.Client, "eth_simulateV1", gate);
        await using var watch = new RunningWatch(node.Client, arena.Watched, [arena.Covered]);
        var deposit = new SpotPriceLender.DepositCollateralCall(Deployer.Ether(1));

        Hash256 hash = await arena.Stage.Chain.SendAsync(
            Act.Call(arena.Stage.Traders[0], arena.World.Lender, deposit, "deposits"), LiveArena.Cancellation);
        await watch.UntilAsync(() => node.Answered("debug_traceCall") ? "traced" : null);
        Assert.DoesNotContain(watch.Verdicts, verdict => verdict.Transaction is not null);
        gate.Set();
        PendingVerdict only = await watch.LastVerdictOnAsync(hash);

        Assert.Equal((false, true, true), (only.IsAmendment, only.IsComplete, only.WasSimulated));
        Assert.Empty(only.Signals);
        Assert.Single(watch.Verdicts);
    }

    [Fact]
    public async Task A_node_that_dies_after_the_first_verdict_completes_it_and_says_what_was_not_judged()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        await using FakeNode node = FakeNode.Breaking(arena.Client, "eth_simulateV1");
        await using var watch = new RunningWatch(node.Client, arena.Watched, [arena.Covered]);

        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        PendingVerdict last = await watch.LastVerdictOnAsync(hash);

        Assert.Empty(last.Signals);
        Assert.Contains(watch.Verdicts, verdict => !verdict.IsComplete
            && verdict.Signals.Any(signal => signal.Detector == "price-manipulation"));
        Signal blind = await watch.UntilAsync(() => watch.Blind.FirstOrDefault());
        Assert.Equal("invariants of pending transactions", (string?)blind.Evidence["missing"]);
    }

    // More than the collateral of one trader would bear at once, but honest: the lender's cash falls below 300 ether.
    private static async Task<Act> BorrowAsync(LiveArena arena)
    {
        ArenaAccount trader = arena.Stage.Traders[0];
        var deposit = new SpotPriceLender.DepositCollateralCall(Deployer.Ether(10_000));
        await arena.Stage.Chain.SendAsync(
            Act.Call(trader, arena.World.Lender, deposit, "deposits"), LiveArena.Cancellation);
        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation);
        return Act.Call(
            trader, arena.World.Lender, new SpotPriceLender.BorrowCall(Deployer.Ether(5)), "borrows");
    }
}
