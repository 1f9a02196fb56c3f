using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Scenes;
using Cordon.Ethereum;

namespace Cordon.Arena.Scan.Tests.Demo.Sandwich;

/// <summary>
/// A trader's large swap is squeezed: an attacker buys before it and sells after it, in one block, and takes what the
/// trader's tolerance for slippage left open.
/// </summary>
public sealed class SandwichScene : IScene
{
    private const ulong FrontEther = 40;
    private const ulong VictimEther = 20;
    private const ulong CarelessPerMille = 300; // tolerates nearly a third less than quoted

    public string Name => "sandwich";

    public IReadOnlyList<string> ExpectedDetectors => ["sandwich"];

    /// <summary>What the attacker won at the victim's cost.</summary>
    public UInt256 LossWei { get; private set; }

    public async Task PlayAsync(Stage stage, CancellationToken cancellation = default)
    {
        ArenaWorld world = stage.World;
        ArenaAccount attacker = await stage.InviteAsync("sandwicher", isPoor: false, cancellation);
        ArenaAccount victim = await stage.InviteAsync("careless trader", isPoor: false, cancellation);
        UInt256 spent = Deployer.Ether(FrontEther);
        UInt256 bought = await Order.QuoteAsync(stage, world.Weth, world.Coin, spent, cancellation);

        Act victims = await Order.SellAsync(
            stage, victim, world.Weth, world.Coin, Deployer.Ether(VictimEther), CarelessPerMille, cancellation);
        Act front = Order.Sell(stage, attacker, world.Weth, world.Coin, spent, least: bought);
        Act back = Order.Sell(stage, attacker, world.Coin, world.Weth, bought, least: spent);
        Act bystander = await Order.SellAsync(
            stage, stage.Traders[0], world.Weth, world.Dollar, Deployer.Ether(1), slippagePerMille: 50, cancellation);

        UInt256 before = await Balance.OfAsync(stage, world.Weth, attacker.Address, cancellation);
        // Sent in any order: what each pays decides its place, as it would with a builder.
        await stage.Chain.SendAsync(victims with { TipGwei = 20, Role = TransactionRole.Victim }, cancellation);
        await stage.Chain.SendAsync(front with { TipGwei = 30, Role = TransactionRole.Attack }, cancellation);
        await stage.Chain.SendAsync(bystander with { TipGwei = 40 }, cancellation);
        await stage.Chain.SendAsync(back with { TipGwei = 10, Role = TransactionRole.Attack }, cancellation);
        await stage.Chain.MineAsync(cancellation);

        LossWei = await Balance.OfAsync(stage, world.Weth, attacker.Address, cancellation) - before;
    }
}
