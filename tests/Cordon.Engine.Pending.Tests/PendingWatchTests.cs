using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Scenes;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

/// <summary>Against anvil with real contracts.</summary>
public class PendingWatchTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(RpcTransportKind.Ipc)]
    [InlineData(RpcTransportKind.WebSocket)]
    [InlineData(RpcTransportKind.Http)]
    public async Task A_price_manipulation_is_found_before_it_is_mined(RpcTransportKind transport)
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        RpcEndpoint endpoint = transport switch
        {
            RpcTransportKind.Ipc => arena.Ipc,
            RpcTransportKind.WebSocket => arena.Node.WebSocket,
            _ => arena.Node.Http,
        };
        await using var watch = new RunningWatch(arena.Line(endpoint), arena.Watched, [arena.Covered]);

        Hash256 hash = await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        PendingVerdict verdict = await watch.VerdictOnAsync(hash);

        Assert.Null(await arena.Client.GetTransactionReceiptAsync(hash, LiveArena.Cancellation));
        output.WriteLine(string.Join('\n', verdict.Signals.Select(s => $"{s.Severity} {s.Detector}: {s.Summary}")));
        Assert.True(verdict.WasSimulated);
        Assert.Contains(verdict.Signals, s => s.Detector == "price-manipulation" && s.Severity >= Severity.High);
        Assert.All(verdict.Signals, signal =>
        {
            Assert.Equal((hash, verdict.Head + 1), (signal.Tx!.Value, signal.Block));
            Assert.True(PendingSignals.IsPending(signal));
            Assert.StartsWith("Pending, not yet mined: ", signal.Summary, StringComparison.Ordinal);
        });
        Assert.Contains(verdict.Signals, s => s.Subjects.Contains(arena.World.Lender) && s.Severity >= Severity.High);
        Assert.InRange(verdict.Timings.Total, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_invariant_it_breaks_is_named_with_the_numbers_on_both_sides()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();
        await using var watch = new RunningWatch(arena.Line(arena.Ipc), arena.Watched, [arena.Covered]);

        IReadOnlyList<Signal> signals = await watch.SignalsOnAsync(
            await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation));

        Signal broken = Assert.Single(signals, signal => signal.Detector == "invariant");
        Assert.Equal([arena.World.Lender], broken.Subjects);
        Assert.Equal("300000000000000000000", (string?)broken.Evidence["before"]!["left"]);
        Assert.Equal("300000000000000000000", (string?)broken.Evidence["after"]!["right"]);
        UInt256 left = UInt256.Parse((string)broken.Evidence["after"]!["left"]!);
        Assert.InRange((double)left / 1e18, 15, 25); // 20,000 COIN at about a thousandth of an ether
    }

    [Fact]
    public async Task An_invariant_that_was_broken_before_is_not_blamed_on_the_transaction()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        await using var watch = new RunningWatch(arena.Line(arena.Ipc), arena.Watched,
        [
            arena.InvariantOf("never true", "cash > 400000000000000000000"),
            arena.InvariantOf("even", "cash >= cash"),
        ]);
        ArenaAccount trader = arena.Stage.Traders[0];
        var deposit = new SpotPriceLender.DepositCollateralCall(Deployer.Ether(1));

        Hash256 hash = await arena.Stage.Chain.SendAsync(
            Act.Call(trader, arena.World.Lender, deposit, "deposits"), LiveArena.Cancellation);
        PendingVerdict verdict = await watch.VerdictOnAsync(hash);

        Assert.Equal((true, PendingRank.Protected), (verdict.WasSimulated, verdict.Transaction!.Rank));
        Assert.Empty(verdict.Signals);
    }

    [Fact]
    public async Task A_loss_within_the_tolerance_breaks_nothing_and_one_beyond_it_does()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        ArenaAccount trader = arena.Stage.Traders[0];
        await SendAsync(trader, new SpotPriceLender.DepositCollateralCall(Deployer.Ether(10_000)));
        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation);
        await using var watch = new RunningWatch(arena.Line(arena.Ipc), arena.Watched,
        [
            arena.InvariantOf("strict", "cash >= 300000000000000000000", bps: 100),
            arena.InvariantOf("lax", "cash >= 300000000000000000000", bps: 200),
        ]);

        IReadOnlyList<Signal> signals = await watch.SignalsOnAsync(
            await SendAsync(trader, new SpotPriceLender.BorrowCall(Deployer.Ether(5))));

        Signal broken = Assert.Single(signals, signal => signal.Detector == "invariant");
        Assert.Equal("strict", (string?)broken.Evidence["invariant"]);

        Task<Hash256> SendAsync(ArenaAccount sender, Cordon.Ethereum.Bindings.ICalldata call) =>
            arena.Stage.Chain.SendAsync(
                Act.Call(sender, arena.World.Lender, call, "acts"), LiveArena.Cancellation);
    }

    [Fact]
    public async Task Honest_swaps_are_run_and_not_accused()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 4);
        await using var watch = new RunningWatch(arena.Line(arena.Ipc), arena.Watched, [arena.Covered]);
        List<Hash256> sent = [];
        foreach (ArenaAccount trader in arena.Stage.Traders)
        {
            Act swap = await Order.SellAsync(arena.Stage, trader, arena.World.Weth, arena.World.Coin,
                Deployer.Ether(1), slippagePerMille: 100, LiveArena.Cancellation);
            sent.Add(await arena.Stage.Chain.SendAsync(swap, LiveArena.Cancellation));
        }

        foreach (Hash256 hash in sent)
        {
            PendingVerdict verdict = await watch.VerdictOnAsync(hash);
            Assert.True(verdict.WasSimulated);
            Assert.DoesNotContain(verdict.Signals, signal => signal.Severity > Severity.Low);
        }

        Assert.Equal((4L, 4L, 0L), (watch.Watch.Summary.Noticed, watch.Watch.Summary.Simulated,
            watch.Watch.Summary.Skipped));
    }

    [Fact]
    public async Task What_was_pending_before_the_watch_began_is_looked_at_too()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Hash256 hash = await arena.Stage.Chain.SendAsync(await arena.PrepareAttackAsync(), LiveArena.Cancellation);

        await using var watch = new RunningWatch(arena.Line(arena.Ipc), arena.Watched, [arena.Covered]);

        Assert.Contains((await watch.VerdictOnAsync(hash)).Signals, signal => signal.Detector == "price-manipulation");
    }

    [Fact]
    public async Task A_replacement_is_known_as_such_and_ether_sent_to_a_person_is_not_run()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        await using var watch = new RunningWatch(arena.Line(arena.Node.WebSocket), arena.Watched, []);
        using var key = new PrivateKey(Transactions.Hash(123_456).ToArray());
        await arena.Stage.Chain.EndowAsync(key.Address, Deployer.Ether(10), LiveArena.Cancellation);

        Hash256 plain = await SendAsync(Transactions.Account(4_000), tip: 1);
        await watch.UntilAsync(() => watch.Watch.Summary.Plain == 1 ? "seen" : null);
        Hash256 second = await SendAsync(arena.World.Coin, tip: 10);
        PendingVerdict verdict = await watch.VerdictOnAsync(second);

        Assert.Equal(plain, verdict.Transaction!.Replaces);
        Assert.Equal((2L, 1L), (watch.Watch.Summary.Noticed, watch.Watch.Summary.Replacements));

        Task<Hash256> SendAsync(Address to, ulong tip) => arena.Client.SendRawTransactionAsync(
            new Transaction
            {
                ChainId = LiveArena.ChainId,
                To = to,
                GasLimit = 100_000,
                MaxPriorityFeePerGas = tip * Act.GweiInWei,
                MaxFeePerGas = (100 * tip) * Act.GweiInWei,
            }.Sign(key).Encode(), LiveArena.Cancellation);
    }
}
