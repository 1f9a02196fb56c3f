using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;

namespace Cordon.Facts.Differential.Tests.Traffic;

/// <summary>Who takes part in the traffic.</summary>
/// <param name="World">Tokens, pools and the lender.</param>
/// <param name="Traders">They have everything, and let the router, the lender and each other take it.</param>
/// <param name="Strangers">They only receive.</param>
/// <param name="Relays">Contracts that hold tokens and pass calls on.</param>
/// <param name="Regret">A contract that passes a call on and then reverts.</param>
/// <param name="Testator">A contract that gives all it has to the first stranger and destroys itself.</param>
internal sealed record Cast(
    ArenaWorld World,
    IReadOnlyList<ArenaAccount> Traders,
    IReadOnlyList<Address> Strangers,
    IReadOnlyList<Address> Relays,
    Address Regret,
    Address Testator)
{
    /// <summary>Every token that moves.</summary>
    public IReadOnlyList<Address> Tokens =>
        [World.Weth, World.Coin, World.Dollar, World.CoinPool, World.DollarPool];

    /// <summary>Everybody whose balance of everything is compared.</summary>
    public IReadOnlyList<Address> Everybody =>
    [
        .. Traders.Select(trader => trader.Address), .. Strangers, .. Relays, .. Tokens, Regret, Testator,
        World.Router, World.Lender,
    ];
}
