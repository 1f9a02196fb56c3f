using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenes;

/// <summary>A swap through the router.</summary>
public static class Order
{
    private const ulong PerMille = 1_000;

    /// <summary>
    /// The act of selling <paramref name="amount"/> of one token for another at the price of this moment, accepting
    /// that it worsens by <paramref name="slippagePerMille"/>.
    /// </summary>
    public static async Task<Act> SellAsync(
        Stage stage, ArenaAccount seller, Address token, Address wanted, UInt256 amount, ulong slippagePerMille,
        CancellationToken cancellation = default)
    {
        UInt256 quote = await QuoteAsync(stage, token, wanted, amount, cancellation);
        return Sell(stage, seller, token, wanted, amount, least: quote * (PerMille - slippagePerMille) / PerMille);
    }

    /// <summary>The act of selling <paramref name="amount"/> for at least <paramref name="least"/>.</summary>
    public static Act Sell(
        Stage stage, ArenaAccount seller, Address token, Address wanted, UInt256 amount, UInt256 least)
    {
        var call = new UniswapV2Router.SwapExactTokensForTokensCall(
            amount, least, [token, wanted], seller.Address, Deployer.NoDeadline);
        string title = $"{seller.Name} swaps {Symbol(stage.World, token)} for {Symbol(stage.World, wanted)}";
        return Act.Call(seller, stage.World.Router, call, title);
    }

    /// <summary>What the pool would give for the amount now.</summary>
    public static async Task<UInt256> QuoteAsync(
        Stage stage, Address token, Address wanted, UInt256 amount, CancellationToken cancellation = default)
    {
        var call = new UniswapV2Router.GetAmountsOutCall(amount, [token, wanted]);
        return (await stage.Chain.ReadAsync(stage.World.Router, call, cancellation))[^1];
    }

    private static string Symbol(ArenaWorld world, Address token) =>
        token == world.Weth ? "WETH" : token == world.Coin ? "COIN" : "DOLLAR";
}
