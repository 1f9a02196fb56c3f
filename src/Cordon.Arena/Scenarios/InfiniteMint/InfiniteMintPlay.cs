using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.InfiniteMint;

/// <summary>People go over and back; then the thief mints, burns and is paid.</summary>
internal sealed class InfiniteMintPlay(BridgeSite site, ArenaAccount thief) : SitePlay(site.Stage)
{
    // Far from what the other side will ever count to, so that no honest message is in the way.
    private const ulong InventedNonce = 1_000_000_007;

    public override Protection? Protection => site.Protection;

    public override async Task RunAsync(CancellationToken cancellation = default)
    {
        await site.LockAsync(Stage.Traders[0], ether: 5, cancellation);
        await NextAsync(cancellation);
        await site.BurnAsync(Stage.Traders[1], ether: 3, cancellation);
        await NextAsync(cancellation);
        await NextAsync(cancellation);

        UInt256 booty = await Chain.ReadAsync(site.Home, new LockBox.LockedCall(), cancellation);
        await StrikeAsync(
            thief, site.Far, new MintSide.MintCall(InventedNonce, thief.Address, booty), "mints without a message",
            cancellation: cancellation);
        await NextAsync(cancellation);
        await StrikeAsync(
            thief, site.Far, new MintSide.BurnCall(thief.Address, booty), "burns what it minted",
            cancellation: cancellation);
        await NextAsync(cancellation);
        await NextAsync(cancellation);
        await NextAsync(cancellation);
    }

    public override Task<Amount> LossAsync(CancellationToken cancellation = default) => site.LossAsync(cancellation);

    private async Task NextAsync(CancellationToken cancellation)
    {
        await MineAsync(cancellation);
        await site.Relayer.RelayAsync(cancellation);
    }
}
