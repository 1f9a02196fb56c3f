using Cordon.Ethereum;

namespace Cordon.Arena.Deployment;

/// <summary>Addresses of what the arena deployed.</summary>
/// <param name="Weth">Wrapped ether.</param>
/// <param name="Coin">A token that trades against ether and is the lender's collateral.</param>
/// <param name="Dollar">Another token that trades against ether.</param>
/// <param name="Router">Uniswap V2's router.</param>
/// <param name="CoinPool">COIN and ether; its reserves are the price the lender trusts.</param>
/// <param name="DollarPool">DOLLAR and ether; the deeper one.</param>
/// <param name="Lender">Lends wrapped ether against COIN.</param>
public sealed record ArenaWorld(
    Address Weth,
    Address Coin,
    Address Dollar,
    Address Router,
    Address CoinPool,
    Address DollarPool,
    Address Lender);
