using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.Reentrancy;

/// <summary>Depositors come and go; then the thief's one transaction.</summary>
internal sealed class ReentrancyPlay(CoinVaultSite site, ArenaAccount thief, Address contract) : SitePlay(site.Stage)
{
    private const ulong BaitEther = 30;

    public override Protection? Protection => site.Protection;

    public override async Task RunAsync(CancellationToken cancellation = default)
    {
        foreach (ArenaAccount trader in Stage.Traders)
        {
            await LiveAsync(
                trader, site.Vault, new CoinVault.WithdrawCall(), "takes its ether out", cancellation: cancellation);
            await MineAsync(cancellation);
            await site.DepositAsync(trader, CoinVaultSite.TraderEther, cancellation);
            await MineAsync(cancellation);
        }

        await site.DepositAsync(Stage.Traders[1], ether: 1, cancellation);
        await StrikeAsync(
            thief, contract, new ReentrantThief.AttackCall(), "empties the vault", Deployer.Ether(BaitEther),
            cancellation: cancellation);
        await MineAsync(cancellation);
        await MineAsync(cancellation);
    }

    public override Task<Amount> LossAsync(CancellationToken cancellation = default) => site.LossAsync(cancellation);
}
