using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;

namespace Cordon.Facts.Differential.Tests.Traffic;

internal sealed partial class RandomTraffic
{
    private const string SwapTokens = "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)";

    private IEnumerable<(string, Func<ArenaAccount, (Address?, byte[], UInt256)>)> TradeKinds()
    {
        yield return ("tokens sold for wrapped ether", _ => Swap(Amount(), 0, [Listed(), World.Weth]));
        yield return ("tokens bought for wrapped ether", _ => Swap(Amount(), 0, [World.Weth, Listed()]));
        yield return ("swap through two pools", _ => Swap(Amount(), 0, [World.Coin, World.Weth, World.Dollar]));
        yield return (Refused + "swap at an impossible price", _ => Swap(Amount(), TooMuch, [Listed(), World.Weth]));
        yield return ("tokens bought for ether", _ => (
            World.Router,
            Call("swapExactETHForTokens(uint256,address[],address,uint256)",
                UInt256.Zero, Path([World.Weth, Listed()]), Recipient(), Deployer.NoDeadline),
            Amount()));
        yield return ("tokens sold for ether", _ => To(
            World.Router, "swapExactTokensForETH(uint256,uint256,address[],address,uint256)",
            Amount(), UInt256.Zero, Path([Listed(), World.Weth]), Recipient(), Deployer.NoDeadline));
        yield return ("liquidity added", sender => To(
            World.Router, "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)",
            World.Weth, Listed(), Amount(), Deployer.Ether(10_000), UInt256.Zero, UInt256.Zero, sender.Address,
            Deployer.NoDeadline));
        yield return ("liquidity added with ether", sender => (
            World.Router,
            Call("addLiquidityETH(address,uint256,uint256,uint256,address,uint256)",
                Listed(), Deployer.Ether(10_000), UInt256.Zero, UInt256.Zero, sender.Address, Deployer.NoDeadline),
            Amount()));
        yield return ("liquidity removed", _ => To(
            World.Router, "removeLiquidity(address,address,uint256,uint256,uint256,address,uint256)",
            World.Weth, Listed(), Amount(), UInt256.Zero, UInt256.Zero, Recipient(), Deployer.NoDeadline));
        yield return ("liquidity removed for ether", _ => To(
            World.Router, "removeLiquidityETH(address,uint256,uint256,uint256,address,uint256)",
            Listed(), Amount(), UInt256.Zero, UInt256.Zero, Recipient(), Deployer.NoDeadline));
        yield return ("pool shares sent", _ => To(Pool(), Transfer, Recipient(), Amount() / 1_000));
        yield return ("tokens given to a pool", _ => To(World.Weth, Transfer, Pool(), Amount()));
        yield return ("pool skimmed", _ => To(Pool(), "skim(address)", Recipient()));
        yield return ("collateral deposited", _ =>
            To(World.Lender, "depositCollateral(uint256)", Deployer.Ether(10)));
        yield return ("loan taken", _ => To(World.Lender, "borrow(uint256)", Amount() / 1_000));
        yield return ("loan paid back", _ => To(World.Lender, "repay(uint256)", Amount() / 1_000_000));
    }

    private (Address? To, byte[] Data, UInt256 Value) Swap(UInt256 amount, UInt256 least, Address[] path) =>
        To(World.Router, SwapTokens, amount, least, Path(path), Recipient(), Deployer.NoDeadline);

    private static AbiValue Path(Address[] path) => AbiValue.List([.. path.Select(token => (AbiValue)token)]);

    private Address Listed() => Pick([World.Coin, World.Dollar]);

    private Address Pool() => Pick([World.CoinPool, World.DollarPool]);
}
