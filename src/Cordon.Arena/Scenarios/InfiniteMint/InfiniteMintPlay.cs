using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Traffic;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.InfiniteMint;

/// <summary>People go over and back; then the thief mints, burns and is paid, while they go on.</summary>
internal sealed class InfiniteMintPlay(BridgeSite site, ArenaAccount thief) : SitePlay(site.Stage)
{
    // Far from what the other side will ever count to, so that no honest message is in the way.
    private const ulong InventedNonce = 1_000_000_007;

    public override Protection? Protection => site.Protection;

    private LocalChain FarChain => site.FarStage.Chain;

    public override async Task RunAsync(CancellationToken cancellation = default)
    {
        await site.LockAsync(Stage.Traders[0], ether: 5, cancellation);
        await NextAsync(cancellation);
        await site.BurnAsync(site.FarStage.Traders[1], ether: 3, cancellation);
        await site.LockAsync(Stage.Traders[2], ether: 4, cancellation);
        await NextAsync(cancellation);
        await site.BurnAsync(site.FarStage.Traders[0], ether: 4, cancellation);
        await NextAsync(cancellation);
        await NextAsync(cancellation);

        UInt256 booty = await Chain.ReadAsync(site.Home, new LockBox.LockedCall(), cancellation);
        await StrikeFarAsync(
            new MintSide.MintCall(InventedNonce, thief.Address, booty), "mints without a message", cancellation);
        await NextAsync(cancellation);
        await StrikeFarAsync(new MintSide.BurnCall(thief.Address, booty), "burns what it minted", cancellation);
        await NextAsync(cancellation);
        await NextAsync(cancellation);
        await NextAsync(cancellation);
    }

    public override Task<Amount> LossAsync(CancellationToken cancellation = default) => site.LossAsync(cancellation);

    /// <remarks>Honest locks and burns are compared across the chains too, and must not look unbacked.</remarks>
    public override async Task<IReadOnlyList<string>> FaultsAsync(
        IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default)
    {
        List<string> faults = [];
        if (incidents.Count > 1) faults.Add($"{incidents.Count} incidents were raised about one mint.");
        if (site.Protection?.OtherSide?.Community is not { } home) return faults;
        int atHome = (await new Docket(home).RaisedSinceAsync(first: 1, cancellation)).Count;
        if (atHome > 0) faults.Add($"{atHome} incidents were raised at home, where nothing was taken.");
        return faults;
    }

    private Task<Hash256> StrikeFarAsync(ICalldata call, string what, CancellationToken cancellation)
    {
        Act act = Act.Call(thief, site.Far, call, $"{thief.Name} {what}");
        return FarChain.SendAsync(act with { Role = TransactionRole.Attack, TipGwei = ThiefTipGwei }, cancellation);
    }

    // A block of either chain, with some swaps, and then what the relayer carries for the next ones.
    private async Task NextAsync(CancellationToken cancellation)
    {
        await new HonestTraffic(Stage).SwapAsync(most: 2, cancellation);
        await new HonestTraffic(site.FarStage).SwapAsync(most: 2, cancellation);
        await Chain.MineAsync(cancellation);
        await FarChain.MineAsync(cancellation);
        await site.Relayer.RelayAsync(cancellation);
    }
}
