using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Scenes;
using Cordon.Ethereum;

namespace Cordon.Arena.Scan.Tests.Demo.PriceManipulation;

/// <summary>
/// With ether out of a flash swap an attacker makes COIN dear in the pool that the lender reads, borrows all the lender
/// has against a little COIN, sells the rest back and repays, in one transaction.
/// </summary>
public sealed class PriceManipulationScene : IScene
{
    private const ulong FlashEther = 2_000;
    private const ulong CollateralCoins = 20_000;

    public string Name => "price-manipulation";

    public IReadOnlyList<string> ExpectedDetectors => ["price-manipulation"];

    /// <summary>What the attacker left with, in wei of wrapped ether; set when played.</summary>
    public UInt256 ProfitWei { get; private set; }

    /// <summary>What the lender lost, the collateral that stayed with it aside.</summary>
    public UInt256 LossWei { get; private set; }

    public async Task PlayAsync(Stage stage, CancellationToken cancellation = default)
    {
        ArenaWorld world = stage.World;
        ArenaAccount attacker = await stage.InviteAsync("attacker", isPoor: true, cancellation);
        byte[] code = new FlashSwapAttacker.Deployment(world.DollarPool, world.Lender).Encode(stage.Bytecode.Attacker);
        Address contract = await stage.Chain.DeployAsync(
            new Act(attacker, To: null, code, "attacker creates a contract") { Role = TransactionRole.Preparation },
            cancellation);

        UInt256 lenderBefore = await Balance.OfAsync(stage, world.Weth, world.Lender, cancellation);
        UInt256 attackerBefore = await Balance.OfAsync(stage, world.Weth, attacker.Address, cancellation);
        var attack = new FlashSwapAttacker.AttackCall(Deployer.Ether(FlashEther), Deployer.Ether(CollateralCoins));
        await stage.Chain.SendAsync(
            Act.Call(attacker, contract, attack, "attacker drains the lender") with { Role = TransactionRole.Attack },
            cancellation);
        await stage.Chain.MineAsync(cancellation);

        LossWei = lenderBefore - await Balance.OfAsync(stage, world.Weth, world.Lender, cancellation);
        ProfitWei = await Balance.OfAsync(stage, world.Weth, attacker.Address, cancellation) - attackerBefore;
    }
}
