using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.HonestWhales;

/// <summary>Large and loud, and nobody is harmed: nothing may trip.</summary>
public sealed class HonestWhalesScenario : IScenario
{
    private const ulong WhaleEther = 200;
    private const ulong WhaleCoins = 60_000;

    public ScenarioCard Card { get; } = new(
        9, "honest-whales", "whales, a liquidation cascade, arbitrage",
        "A depositor takes 40 % of the lender's ether out at once. Another whale sells so much COIN that three loans "
        + "are liquidated one after the other. An arbitrageur goes around three pools.");

    public Expectation Expectation { get; } = new() { LosesWithout = false, Raises = false, HonestRefusedMax = 0 };

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        LenderSite site = await LenderSite.BuildAsync(stage, cordon, cancellation);
        ArenaWorld world = stage.World;
        ArenaAccount whale = await stage.InviteAsync("whale", isPoor: false, cancellation);
        ArenaAccount liquidator = await stage.InviteAsync("liquidator", isPoor: false, cancellation);
        await GiveAsync(world.Weth, whale, WhaleEther);
        await GiveAsync(world.Coin, whale, WhaleCoins);
        await OpenThirdPoolAsync(stage, cancellation);
        foreach (ArenaAccount user in (ArenaAccount[])[whale, liquidator])
        {
            await DoAsync(user, world.Weth, new TestToken.ApproveCall(site.Lender, UInt256.MaxValue), "approves");
            await DoAsync(user, world.Coin, new TestToken.ApproveCall(site.Lender, UInt256.MaxValue), "approves");
        }

        await stage.Chain.MineAsync(cancellation);
        await DoAsync(whale, site.Lender, new SpotPriceLender.SupplyCall(Deployer.Ether(WhaleEther)), "supplies");
        await stage.Chain.MineAsync(cancellation);
        return new HonestWhalesPlay(site, whale, liquidator, Deployer.Ether(WhaleEther), Deployer.Ether(WhaleCoins));

        Task GiveAsync(Address token, ArenaAccount to, ulong amount) => DoAsync(
            stage.Founder, token, new TestToken.TransferCall(to.Address, Deployer.Ether(amount)), "sends tokens");

        Task DoAsync(ArenaAccount who, Address to, ICalldata call, string what) =>
            stage.Chain.SendAsync(Act.Call(who, to, call, $"{who.Name} {what}"), cancellation);
    }

    /// <summary>COIN against DOLLAR, at a price that leaves an arbitrageur something to do.</summary>
    private static async Task OpenThirdPoolAsync(Stage stage, CancellationToken cancellation)
    {
        const ulong coins = 100_000, dollars = 210_000; // by the other two pools it would be 200,000
        ArenaWorld world = stage.World;
        var open = new UniswapV2Router.AddLiquidityCall(
            world.Coin, world.Dollar, Deployer.Ether(coins), Deployer.Ether(dollars), 0, 0, stage.Founder.Address,
            Deployer.NoDeadline);
        await stage.Chain.SendAsync(
            Act.Call(stage.Founder, world.Router, open, "founder opens a pool") with { GasLimit = 6_000_000 },
            cancellation);
        await stage.Chain.MineAsync(cancellation);
    }
}
