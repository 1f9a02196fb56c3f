using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Scenes;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Tests;

public class LocalChainTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_transaction_that_reverts_is_an_error_that_names_it()
    {
        await using Arena arena = await Arena.BuildAsync(output, traderCount: 1);
        ArenaAccount trader = arena.Stage.Traders[0];
        await arena.Stage.Chain.SendAsync(
            Act.Call(trader, arena.Stage.World.Lender, new SpotPriceLender.BorrowCall(1), "borrows without collateral"),
            Anvil.Cancellation);

        ArenaException e = await Assert.ThrowsAsync<ArenaException>(
            () => arena.Stage.Chain.MineAsync(Anvil.Cancellation));
        Assert.Contains("'borrows without collateral'", e.Message);
        Assert.Contains("reverted in block", e.Message);
    }

    [Fact]
    public async Task What_a_transaction_pays_decides_its_place_in_the_block()
    {
        await using Arena arena = await Arena.BuildAsync(output, traderCount: 3);
        ulong[] tips = [5, 50, 20];
        var hashes = new List<Hash256>();
        foreach ((ArenaAccount trader, ulong tip) in arena.Stage.Traders.Zip(tips))
        {
            Act act = Order.Sell(
                arena.Stage, trader, arena.Stage.World.Weth, arena.Stage.World.Coin, Deployer.Ether(1), least: 0);
            hashes.Add(await arena.Stage.Chain.SendAsync(act with { TipGwei = tip }, Anvil.Cancellation));
        }

        await arena.Stage.Chain.MineAsync(Anvil.Cancellation);

        Hash256[] block = await Blocks.TransactionsAsync(arena.Client, arena.Stage.Chain.Head);
        Assert.Equal([hashes[1], hashes[2], hashes[0]], block);
    }

    [Fact]
    public async Task Every_transaction_on_the_chain_is_in_the_journal_and_the_other_way_round()
    {
        await using Arena arena = await Arena.BuildAsync(output, traderCount: 2);

        var onChain = new List<Hash256>();
        for (ulong block = 1; block <= arena.Stage.Chain.Head; block++)
            onChain.AddRange(await Blocks.TransactionsAsync(arena.Client, block));

        Assert.Equal(onChain.Order(), arena.Journal.Played.Select(p => p.Hash).Order());
        Assert.All(arena.Journal.Played, p => Assert.Same(p, arena.Journal.Find(p.Hash)));
        Assert.Null(arena.Journal.Find(Hash256.Zero));
    }

    [Fact]
    public async Task A_block_waits_for_those_who_guard_the_chain_and_then_for_a_moment_more()
    {
        await using Arena arena = await Arena.BuildAsync(output, traderCount: 1);
        LocalChain chain = arena.Stage.Chain;
        var seen = new TaskCompletionSource();
        ulong asked = 0, head = chain.Head;
        chain.BlockTime = TimeSpan.FromSeconds(1);
        chain.Watchers = (block, _, stop) =>
        {
            asked = block;
            return seen.Task.WaitAsync(stop);
        };

        Task mining = chain.MineAsync(Anvil.Cancellation);
        while (asked == 0) await Task.Yield();
        Assert.Equal((head, head), (asked, await arena.Client.BlockNumberAsync(Anvil.Cancellation)));
        seen.SetResult();
        await mining;

        Assert.Equal(head + 1, chain.Head);
    }

    [Fact]
    public async Task Those_who_guard_the_chain_are_asked_to_look_at_every_pending_call_that_they_can_see()
    {
        await using Arena arena = await Arena.BuildAsync(output, traderCount: 1);
        LocalChain chain = arena.Stage.Chain;
        ArenaAccount trader = arena.Stage.Traders[0];
        Hash256[] told = [];
        chain.BlockTime = TimeSpan.FromMilliseconds(30);
        chain.Watchers = (_, pending, _) =>
        {
            told = [.. pending];
            return Task.CompletedTask;
        };

        Hash256 seen = await chain.SendAsync(Approval("is seen"), Anvil.Cancellation);
        Act gift = new(trader, trader.Address, [], "sends nothing to itself");
        await chain.SendAsync(gift, Anvil.Cancellation);
        await chain.SendAsync(Approval("is private") with { IsPrivate = true }, Anvil.Cancellation);
        await chain.MineAsync(Anvil.Cancellation);
        Assert.Equal([seen], told);

        await chain.MineAsync(Anvil.Cancellation);
        Assert.Empty(told);

        Act Approval(string what) => Act.Call(
            trader, arena.Stage.World.Weth, new TestToken.ApproveCall(trader.Address, 1), what);
    }

    [Fact]
    public async Task A_block_leaves_its_time_after_the_last_transaction_that_others_could_see()
    {
        await using Arena arena = await Arena.BuildAsync(output, traderCount: 1);
        var time = new SetTime();
        var chain = new LocalChain(arena.Client, arena.Stage.Chain.ChainId, new Journal(), time)
        {
            BlockTime = TimeSpan.FromSeconds(9),
        };
        await chain.MineAsync(Anvil.Cancellation);
        Assert.Empty(time.Waits);

        time.Pass(5);
        ArenaAccount thief = arena.Stage.Traders[0];
        Act strike = Act.Call(
            thief, arena.Stage.World.Weth, new TestToken.ApproveCall(thief.Address, 1), "strikes");
        await chain.SendAsync(strike with { Role = TransactionRole.Attack }, Anvil.Cancellation);
        time.Pass(1);
        await chain.MineAsync(Anvil.Cancellation);
        time.Pass(2);
        await chain.MineAsync(Anvil.Cancellation);

        Assert.Equal([TimeSpan.FromSeconds(18 - 1), TimeSpan.FromSeconds(9 - 2)], time.Waits);
    }

    [Fact]
    public async Task A_block_is_made_in_the_end_whoever_never_catches_up_or_fails()
    {
        await using Arena arena = await Arena.BuildAsync(output, traderCount: 1);
        LocalChain chain = arena.Stage.Chain;
        ulong head = chain.Head;
        chain.BlockTime = TimeSpan.FromMilliseconds(50);
        chain.Watchers = (_, _, stop) => Task.Delay(Timeout.Infinite, stop);
        long start = TimeProvider.System.GetTimestamp();
        await chain.MineAsync(Anvil.Cancellation);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(290), "six block times");

        chain.Watchers = (_, _, _) => Task.FromException(new ArenaException("a guard has failed"));
        await chain.MineAsync(Anvil.Cancellation);
        Assert.Equal(head + 2, chain.Head);
    }

    [Fact]
    public void The_same_seed_and_name_give_the_same_account_and_others_another()
    {
        using var account = new ArenaAccount(1, "trader");
        using var same = new ArenaAccount(1, "trader");
        using var otherSeed = new ArenaAccount(2, "trader");
        using var otherName = new ArenaAccount(1, "attacker");

        Assert.Equal(account.Address, same.Address);
        Assert.Distinct([account.Address, otherSeed.Address, otherName.Address]);
        Assert.Equal($"trader {account.Address}", account.ToString());
    }

    // Goes on when it is told to; what waits is noted, and over at once.
    private sealed class SetTime : TimeProvider
    {
        private long _now = System.TimestampFrequency;

        public List<TimeSpan> Waits { get; } = [];

        public void Pass(int seconds) => _now += seconds * System.TimestampFrequency;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
