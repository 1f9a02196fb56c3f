using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Domain.Invariants;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

/// <summary>Invariants that compare a chain with another: what is minted here is locked there.</summary>
public class ForeignValuesTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => LiveArena.Cancellation;

    [Fact]
    public async Task A_block_that_falls_below_another_chain_is_told_once_with_that_chains_block()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 1);
        await using var other = new OtherChain(ether: 400);
        InvariantWatch watch = WatchOf(arena, other);
        Assert.Empty(await CheckAsync(arena, watch));

        other.Ether = 299; // of 300 that are here
        Signal broken = Assert.Single(await CheckAsync(arena, watch));
        Assert.Empty(await CheckAsync(arena, watch)); // broken already
        other.Ether = 300;
        Assert.Empty(await CheckAsync(arena, watch));
        other.Ether = 1;
        Signal again = Assert.Single(await CheckAsync(arena, watch));

        Assert.Equal(("invariant", Severity.High), (broken.Detector, broken.Severity));
        Assert.Equal("299000000000000000000", (string?)broken.Evidence["after"]!["left"]);
        Assert.Equal("400000000000000000000", (string?)broken.Evidence["before"]!["left"]);
        Assert.Equal(OtherChain.Id, (ulong?)broken.Evidence["elsewhere"]![0]!["chain"]);
        Assert.Equal($"{Transactions.Hash(2)}", (string?)broken.Evidence["elsewhere"]![0]!["hash"]);
        Assert.Contains("'locked' is 299000000000000000000 in block 2 of chain 99", broken.Summary);
        Assert.Equal("1000000000000000000", (string?)again.Evidence["after"]!["left"]);
        Assert.All(other.Told, Assert.Null);
    }

    [Fact]
    public async Task While_the_other_chain_is_silent_nothing_holds_and_nothing_breaks_and_the_cause_is_told()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 1);
        await using var other = new OtherChain(ether: 299);
        InvariantWatch watch = WatchOf(arena, other);
        Assert.Single(await CheckAsync(arena, watch));

        other.Reverts = true;
        Assert.Empty(await CheckAsync(arena, watch));
        int asked = other.Asked;
        Assert.Empty(await CheckAsync(arena, watch));
        Assert.Equal(asked, other.Asked); // no block waits for a chain that did not answer the last time
        Assert.Contains("revert", Assert.Single(other.Told, fault => fault is not null));

        other.Reverts = false;
        await arena.Foreign!.RefreshAsync(Stop); // as the node does every second
        Assert.Empty(await CheckAsync(arena, watch)); // broken before it fell silent: no news
        Assert.Null(other.Told[^1]);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(70, false)]
    public async Task A_value_of_a_block_that_is_too_old_is_unknown(int seconds, bool isKnown)
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 1);
        await using var other = new OtherChain(ether: 299);
        other.MadeAt = TimeProvider.System.GetUtcNow().AddSeconds(-seconds);

        IReadOnlyList<Signal> signals = await CheckAsync(arena, WatchOf(arena, other));

        Assert.Equal(isKnown ? 1 : 0, signals.Count);
        Assert.Equal(isKnown, other.Told[0] is null);
        if (!isKnown) Assert.Contains("s old, 60 s are allowed", other.Told[0]);
    }

    [Fact]
    public async Task A_value_that_was_fresh_when_it_was_read_is_unknown_once_it_has_aged()
    {
        await using var other = new OtherChain(ether: 299);
        var clock = new SetClock();
        ForeignValues values = other.For(Backed(default, 1), clock);
        await values.RefreshAsync(Stop);
        Assert.NotNull(values.Now().Find(OtherChain.Locked));

        clock.Now += TimeSpan.FromMinutes(2);

        Assert.Null(values.Now().Find(OtherChain.Locked));
    }

    [Fact]
    public async Task A_chain_that_is_not_followed_is_said_to_be_with_the_invariant()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 1);
        Invariant backed = Backed(arena.World.Lender, LiveArena.ChainId, arena);
        var watch = new InvariantWatch(arena.Client, LiveArena.ChainId, [backed]);

        Signal blind = Assert.Single(await CheckAsync(arena, watch));

        Assert.Equal("blind", blind.Detector);
        Assert.Contains("a chain that is not followed", blind.Summary);
    }

    [Theory]
    [InlineData(305, 315, false)]
    [InlineData(305, 305, true)]
    [InlineData(315, 305, false)] // what is known holds; the next block, or second, tells
    public async Task A_pending_break_is_only_said_against_a_reading_begun_after_it_was_seen(
        ulong known, ulong now, bool isSaid)
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 1);
        await using var other = new OtherChain(now);
        other.Then(known);
        Invariant backed = Backed(arena.World.Lender, LiveArena.ChainId, arena);
        ForeignValues values = other.For(backed);
        await values.RefreshAsync(Stop);
        await using var watch = new RunningWatch(
            [arena.Line(arena.Ipc)], arena.Watched, [backed], foreign: values);

        Act supply = Act.Call(
            arena.Stage.Traders[0], arena.World.Lender, new SpotPriceLender.SupplyCall(Deployer.Ether(10)),
            "supplies");
        Hash256 hash = await arena.Stage.Chain.SendAsync(supply, Stop);
        IReadOnlyList<Signal> signals = await watch.SignalsOnAsync(hash);

        Signal[] breaks = [.. signals.Where(signal => signal.Detector == "invariant")];
        Assert.Equal(isSaid ? 1 : 0, breaks.Length);
        if (isSaid) // by a reading that is not the one of before
            Assert.Equal(2UL, (ulong?)breaks[0].Evidence["elsewhere"]![0]!["block"]);
    }

    [Fact]
    public async Task Who_asks_during_a_reading_gets_one_that_was_begun_later_and_shares_it()
    {
        await using var other = new OtherChain(ether: 1);
        ForeignValues values = other.For(Backed(default, 1));
        other.Gate.Reset();
        Task first = values.RefreshAsync(Stop);
        while (other.Asked == 0) await Task.Yield();
        Task[] later = [.. Enumerable.Range(0, 5).Select(_ => values.RefreshAsync(Stop))];
        other.Ether = 2;
        other.Gate.Set();
        await Task.WhenAll([first, .. later]);

        Assert.Equal(2, other.Asked);
        Assert.Equal((UInt256)2 * 1_000_000_000_000_000_000, (UInt256)values.Now().Find(OtherChain.Locked)!.Value);
    }

    [Fact]
    public async Task Whoever_asks_when_a_reading_ends_gets_a_new_one()
    {
        // A chain that is not followed is read in no time, so that many who ask meet the end of a reading.
        int begun = 0;
        var values = new ForeignValues([Backed(default, 1)], Count, (_, _) => { }, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(AskOftenAsync, Stop)));

        async Task AskOftenAsync()
        {
            for (int i = 0; i < 20_000; i++)
            {
                int before = Volatile.Read(ref begun);
                await values.RefreshAsync(Stop);
                Assert.True(Volatile.Read(ref begun) > before, $"taken for new, in round {i}");
            }
        }

        IRpcCaller? Count(ulong chain)
        {
            Interlocked.Increment(ref begun);
            return null;
        }
    }

    [Fact]
    public async Task A_chain_that_hangs_is_given_up_after_two_seconds()
    {
        await using var other = new OtherChain(ether: 1);
        other.Gate.Reset();
        ForeignValues values = other.For(Backed(default, 1), isPatient: false);

        await values.RefreshAsync(Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop);

        Assert.Equal("no answer within 2 s", Assert.Single(other.Told));
        Assert.Null(values.Now().Find(OtherChain.Locked));
    }

    [Theory]
    [InlineData(253_402_300_800)] // the first second that no calendar has
    [InlineData(ulong.MaxValue)]
    public async Task A_block_of_an_absurd_time_is_a_failed_reading_and_ends_nothing(ulong timestamp)
    {
        await using var other = new OtherChain(ether: 1);
        ForeignValues values = other.For(Backed(default, 1));
        other.Timestamp = timestamp;
        await values.RefreshAsync(Stop);
        Assert.Null(values.Now().Find(OtherChain.Locked));
        Assert.Equal("its newest block 1 has a time after the year 9999", Assert.Single(other.Told));

        other.Timestamp = null;
        await values.RefreshAsync(Stop);

        Assert.NotNull(values.Now().Find(OtherChain.Locked));
        Assert.Null(other.Told[^1]);
    }

    private static Invariant Backed(Address contract, ulong chain, LiveArena? arena = null)
    {
        string cash = arena is null ? "f()(uint256)" : $"{arena.World.Weth}.balanceOf(address)(uint256) {contract}";
        return new Invariant(
            "backed", "lender", chain, contract, [OtherChain.Locked, InvariantCall.Parse("cash", cash, contract)],
            InvariantFormula.Parse("locked >= cash", ["locked", "cash"]), new InvariantTolerance(0, 0));
    }

    private static InvariantWatch WatchOf(LiveArena arena, OtherChain other)
    {
        Invariant backed = Backed(arena.World.Lender, LiveArena.ChainId, arena);
        arena.Foreign = other.For(backed);
        return new InvariantWatch(arena.Client, LiveArena.ChainId, [backed], foreign: arena.Foreign);
    }

    private static async Task<IReadOnlyList<Signal>> CheckAsync(LiveArena arena, InvariantWatch watch)
    {
        await arena.Stage.Chain.MineAsync(Stop);
        BlockHeader head = (await arena.Client.GetBlockHeaderAsync("latest", Stop))!;
        return await watch.CheckAsync(head, Stop);
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
