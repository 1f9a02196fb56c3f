using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Scenes;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.HonestWhales;

/// <summary>The whale's withdrawal, the arbitrage, the fall of the price and the liquidations.</summary>
internal sealed class HonestWhalesPlay(
    LenderSite site, ArenaAccount whale, ArenaAccount liquidator, UInt256 deposit, UInt256 coins) : LenderPlay(site)
{
    private const int QuietBlocks = 2;
    private const int Borrowers = 3;
    private const ulong PledgedCoins = 12_000;

    /// <summary>Of what the collateral allows, in thousandths.</summary>
    private const ulong BoldPerMille = 980;

    private Stage Stage => Site.Stage;

    private LocalChain Chain => Site.Stage.Chain;

    public override async Task RunAsync(CancellationToken cancellation = default)
    {
        ArenaAccount[] borrowers = [.. Stage.Traders.Take(Borrowers)];
        await Site.LiveAsync(QuietBlocks, cancellation);
        foreach (ArenaAccount borrower in borrowers) await BorrowAsync(borrower, cancellation);
        await Chain.MineAsync(cancellation);

        await DoAsync(whale, Site.Lender, new SpotPriceLender.RedeemCall(deposit), "takes its deposit out");
        await Chain.MineAsync(cancellation);
        await ArbitrageAsync(cancellation);
        await Chain.MineAsync(cancellation);

        // A tenth of the pool's coins: the price falls by a fifth, and with each liquidation further.
        await Chain.SendAsync(
            Order.Sell(Stage, whale, Stage.World.Coin, Stage.World.Weth, coins, least: 0), cancellation);
        await Chain.MineAsync(cancellation);
        foreach (ArenaAccount borrower in borrowers)
        {
            await DoAsync(
                liquidator, Site.Lender, new SpotPriceLender.LiquidateCall(borrower.Address), "liquidates a loan");
            await Chain.SendAsync(
                Order.Sell(
                    Stage, liquidator, Stage.World.Coin, Stage.World.Weth, Deployer.Ether(PledgedCoins), least: 0),
                cancellation);
            await Chain.MineAsync(cancellation);
        }

        await Site.LiveAsync(blocks: 1, cancellation);

        Task DoAsync(ArenaAccount who, Address to, ICalldata call, string what) =>
            Chain.SendAsync(Act.Call(who, to, call, $"{who.Name} {what}"), cancellation);
    }

    /// <summary>Deposits, and borrows nearly all that is allowed.</summary>
    private async Task BorrowAsync(ArenaAccount borrower, CancellationToken cancellation)
    {
        UInt256 pledged = Deployer.Ether(PledgedCoins);
        UInt256 value = await Chain.ReadAsync(Site.Lender, new SpotPriceLender.ValueOfCall(pledged), cancellation);
        UInt256 loan = value * 3 / 4 * BoldPerMille / 1_000;
        ICalldata[] calls = [new SpotPriceLender.DepositCollateralCall(pledged), new SpotPriceLender.BorrowCall(loan)];
        foreach (ICalldata call in calls)
        {
            await Chain.SendAsync(
                Act.Call(borrower, Site.Lender, call, $"{borrower.Name} borrows boldly"), cancellation);
        }
    }

    /// <summary>Ether for COIN, COIN for DOLLAR, DOLLAR for ether, in one transaction.</summary>
    private async Task ArbitrageAsync(CancellationToken cancellation)
    {
        ArenaWorld world = Stage.World;
        UInt256 stake = Deployer.Ether(2);
        var swap = new UniswapV2Router.SwapExactTokensForTokensCall(
            stake, 0, [world.Weth, world.Coin, world.Dollar, world.Weth], liquidator.Address, Deployer.NoDeadline);
        await Chain.SendAsync(
            Act.Call(liquidator, world.Router, swap, $"{liquidator.Name} goes around three pools"), cancellation);
    }
}
