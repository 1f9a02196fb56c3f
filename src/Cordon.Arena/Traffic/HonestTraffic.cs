using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Scenes;
using Cordon.Ethereum;

namespace Cordon.Arena.Traffic;

/// <summary>Honest life on the exchange: each call sends what a few traders do within one block. Nothing is mined here.
/// </summary>
public sealed class HonestTraffic(Stage stage)
{
    private const int SwapsPerBlockMax = 6;
    private const ulong SlippagePerMille = 50;

    /// <summary>Sends 1 to 6 small swaps, each of another trader; a trader who swapped is not asked twice in a block:
    /// two opposite swaps around another's would look like a sandwich.</summary>
    /// <param name="most">At most so many.</param>
    /// <returns>Who swapped, and after them those who did not.</returns>
    public async Task<(int Count, IReadOnlyList<ArenaAccount> Traders)> SwapAsync(
        int most = SwapsPerBlockMax, CancellationToken cancellation = default)
    {
        ArenaAccount[] traders = [.. stage.Traders];
        stage.Random.Shuffle(traders);
        int count = Math.Min(most, stage.Random.Next(1, Math.Min(SwapsPerBlockMax, traders.Length - 1) + 1));
        for (int i = 0; i < count; i++) await SwapAsync(traders[i], cancellation);
        return (count, traders);
    }

    private async Task SwapAsync(ArenaAccount trader, CancellationToken cancellation)
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

    private static UInt256 Milli(Random random, int maxMilli) =>
        Deployer.Ether((ulong)random.Next(10, maxMilli)) / 1_000;
}
