using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios;

/// <summary>A thief with a contract that drains a lender: takes ether out of a flash swap, makes the collateral dear in
/// the pool that the lender reads, borrows everything against a little of it, sells the rest back and repays.</summary>
public sealed class FlashSwapHeist
{
    private const ulong FlashEther = 2_000;
    private const ulong CollateralCoins = 20_000;
    private const ulong TipGwei = 10;

    private readonly ArenaAccount _thief;
    private readonly Address _contract;

    private FlashSwapHeist(ArenaAccount thief, Address contract) => (_thief, _contract) = (thief, contract);

    public ArenaAccount Thief => _thief;

    /// <summary>Deploys the thief's contract.</summary>
    public static async Task<FlashSwapHeist> PrepareAsync(LenderSite site, CancellationToken cancellation = default)
    {
        Stage stage = site.Stage;
        ArenaAccount thief = await stage.InviteAsync("thief", isPoor: true, cancellation);
        byte[] code = new FlashSwapAttacker.Deployment(stage.World.DollarPool, site.Lender)
            .Encode(stage.Bytecode.Attacker);
        Address contract = await stage.Chain.DeployAsync(
            new Act(thief, To: null, code, "thief creates a contract") { Role = TransactionRole.Preparation },
            cancellation);
        return new FlashSwapHeist(thief, contract);
    }

    /// <summary>The theft in one transaction.</summary>
    public Act Strike()
    {
        var attack = new FlashSwapAttacker.AttackCall(Deployer.Ether(FlashEther), Deployer.Ether(CollateralCoins));
        return Act.Call(_thief, _contract, attack, "thief drains the lender") with
        {
            Role = TransactionRole.Attack,
            TipGwei = TipGwei,
        };
    }
}
