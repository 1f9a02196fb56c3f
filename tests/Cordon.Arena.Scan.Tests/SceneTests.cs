using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Scan.Tests.Demo;
using Cordon.Arena.Scan.Tests.Demo.HonestTrade;
using Cordon.Arena.Scan.Tests.Demo.PriceManipulation;
using Cordon.Arena.Scan.Tests.Demo.Sandwich;
using Cordon.Ethereum;
using TestArena = Cordon.Arena.Tests.Arena;

namespace Cordon.Arena.Scan.Tests;

public class SceneTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_price_manipulation_takes_all_the_lender_has_and_leaves_worthless_collateral()
    {
        await using TestArena arena = await TestArena.BuildAsync(output, traderCount: 1);
        var scenario = new PriceManipulationScene();

        await PlayAsync(arena, scenario);

        ArenaWorld world = arena.Stage.World;
        Assert.Equal(UInt256.Zero, await arena.BalanceAsync(world.Weth, world.Lender));
        Assert.Equal(Deployer.Ether(20_000), await arena.BalanceAsync(world.Coin, world.Lender));
        Assert.Equal(Deployer.Ether(300), scenario.LossWei);
        Assert.InRange((double)scenario.ProfitWei / 1e18, 200, 300);
        Assert.Equal(
            ["Preparation", "Attack"],
            PlayedIn(arena, scenario.Name).Where(p => p.Role != TransactionRole.Honest).Select(p => p.Role.ToString()));
    }

    [Fact]
    public async Task The_sandwich_lies_around_its_victim_in_one_block_and_pays_its_attacker()
    {
        await using TestArena arena = await TestArena.BuildAsync(output, traderCount: 1);
        var scenario = new SandwichScene();

        await PlayAsync(arena, scenario);

        Hash256[] block = await Blocks.TransactionsAsync(arena.Client, arena.Stage.Chain.Head);
        Assert.Equal(
            [TransactionRole.Honest, TransactionRole.Attack, TransactionRole.Victim, TransactionRole.Attack],
            block.Select(hash => arena.Journal.Find(hash)!.Role));
        Assert.InRange((double)scenario.LossWei / 1e18, 1, 10);
    }

    [Fact]
    public async Task Honest_trade_is_as_many_swaps_as_asked_each_account_at_most_once_a_block()
    {
        const int Swaps = 30;
        await using TestArena arena = await TestArena.BuildAsync(output, traderCount: 4);
        ulong first = arena.Stage.Chain.Head + 1;
        int pauses = 0;

        await PlayAsync(arena, new HonestTradeScene(Swaps, _ =>
        {
            pauses++;
            return Task.CompletedTask;
        }));

        PlayedTransaction[] played = [.. arena.Journal.Played.Where(p => p.Scenario == "honest-trade")];
        Assert.Equal(Swaps, played.Count(p => p.Title.Contains("swaps", StringComparison.Ordinal)));
        Assert.All(played, p => Assert.Equal(TransactionRole.Honest, p.Role));
        Assert.Equal(arena.Stage.Chain.Head - first + 1, (ulong)pauses);
        for (ulong number = first; number <= arena.Stage.Chain.Head; number++)
        {
            string[] sellers = [.. (await Blocks.TransactionsAsync(arena.Client, number))
                .Select(hash => arena.Journal.Find(hash)!.Title)
                .Where(title => title.Contains("swaps", StringComparison.Ordinal))
                .Select(title => title[..title.IndexOf(" swaps", StringComparison.Ordinal)])];
            Assert.Distinct(sellers);
        }
    }

    [Fact]
    public async Task Honest_borrowers_pay_back_and_the_lender_keeps_its_ether()
    {
        await using TestArena arena = await TestArena.BuildAsync(output, traderCount: 2);

        await PlayAsync(arena, new HonestTradeScene(swaps: 12));

        Assert.Contains(arena.Journal.Played, p => p.Title.EndsWith("borrows WETH", StringComparison.Ordinal));
        ArenaWorld world = arena.Stage.World;
        Assert.Equal(Deployer.Ether(300), await arena.BalanceAsync(world.Weth, world.Lender));
    }

    private static Task PlayAsync(TestArena arena, IScene scenario)
    {
        arena.Journal.Scenario = scenario.Name;
        return scenario.PlayAsync(arena.Stage, Anvil.Cancellation);
    }

    private static IEnumerable<PlayedTransaction> PlayedIn(TestArena arena, string scenario) =>
        arena.Journal.Played.Where(p => p.Scenario == scenario);
}
