using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.HonestTrade;

/// <summary>Traders swap small amounts at random; now and then one borrows against COIN and pays back.</summary>
/// <param name="swaps">How many swaps.</param>
/// <param name="pause">Called after each block, so that the traffic has a pace; null for none.</param>
public sealed class HonestTradeScenario(int swaps, Func<CancellationToken, Task>? pause = null) : IScenario
{
    private const int SwapsPerBlockMax = 6;
    private const ulong SlippagePerMille = 50;
    private const int LoanEveryBlocks = 4;

    public string Name => "honest-trade";

    public IReadOnlyList<string> ExpectedDetectors => [];

    public UInt256 LossWei => UInt256.Zero;

    public async Task PlayAsync(Stage stage, CancellationToken cancellation = default)
    {
        int left = swaps;
        for (int block = 0; left > 0; block++)
        {
            // Each trades at most once a block: two opposite swaps around another's would look like a sandwich.
            ArenaAccount[] traders = [.. stage.Traders];
            stage.Random.Shuffle(traders);
            int count = Math.Min(left, stage.Random.Next(1, Math.Min(SwapsPerBlockMax, traders.Length - 1) + 1));
            for (int i = 0; i < count; i++) await SwapAsync(stage, traders[i], cancellation);
            if (block % LoanEveryBlocks == LoanEveryBlocks - 1) await BorrowAsync(stage, traders[^1], cancellation);

            await stage.Chain.MineAsync(cancellation);
            left -= count;
            if (pause is not null) await pause(cancellation);
        }
    }

    private static async Task SwapAsync(Stage stage, ArenaAccount trader, CancellationToken cancellation)
    {
        Random random = stage.Random;
        ArenaWorld world = stage.World;
        Address token = random.Next(2) == 0 ? world.Coin : world.Dollar;
        bool buys = random.Next(2) == 0;
        // Up to 0.3 % of a pool: small, as nearly all real swaps are.
        ulong unitMax = token == world.Coin ? 1_500UL : 30_000UL;
        UInt256 amount = buys
            ? Milli(random, token == world.Coin ? 1_500 : 3_000)
            : Deployer.Ether((ulong)random.NextInt64(1, (long)unitMax));
        (Address sold, Address bought) = buys ? (world.Weth, token) : (token, world.Weth);
        UInt256 half = await Balance.OfAsync(stage, sold, trader.Address, cancellation) / 2;
        if (half < amount) amount = half; // nobody runs dry, however long the story

        Act act = await Order.SellAsync(stage, trader, sold, bought, amount, SlippagePerMille, cancellation);
        await stage.Chain.SendAsync(act with { TipGwei = (ulong)random.Next(1, 5) }, cancellation);
    }

    private static async Task BorrowAsync(Stage stage, ArenaAccount trader, CancellationToken cancellation)
    {
        Address lender = stage.World.Lender;
        UInt256 deposit = await Balance.OfAsync(stage, stage.World.Coin, trader.Address, cancellation) / 10;
        UInt256 value = await stage.Chain.ReadAsync(lender, new SpotPriceLender.ValueOfCall(deposit), cancellation);
        UInt256 loan = value / 4; // a third of what is allowed: swaps in the same block may move the price
        UInt256 left = await Balance.OfAsync(stage, stage.World.Weth, lender, cancellation);
        if (left < loan) return; // after an attack there is nothing to borrow

        await DoAsync(new SpotPriceLender.DepositCollateralCall(deposit), "deposits COIN");
        await DoAsync(new SpotPriceLender.BorrowCall(loan), "borrows WETH");
        await DoAsync(new SpotPriceLender.RepayCall(loan), "pays back");
        await DoAsync(new SpotPriceLender.WithdrawCollateralCall(deposit), "takes COIN back");

        Task DoAsync(ICalldata call, string what) =>
            stage.Chain.SendAsync(Act.Call(trader, lender, call, $"{trader.Name} {what}"), cancellation);
    }

    private static UInt256 Milli(Random random, int maxMilli) =>
        Deployer.Ether((ulong)random.Next(10, maxMilli)) / 1_000;
}
