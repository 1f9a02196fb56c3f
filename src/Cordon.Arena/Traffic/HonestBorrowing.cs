using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Scenes;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Traffic;

/// <summary>Honest use of a lender: a trader deposits COIN, borrows a third of what is allowed, pays back and leaves.
/// </summary>
public sealed class HonestBorrowing(Stage stage, Address lender)
{
    /// <summary>Lets the lender take the traders' tokens, in a block of its own.</summary>
    public async Task ApproveAsync(CancellationToken cancellation = default)
    {
        foreach (ArenaAccount trader in stage.Traders)
        {
            foreach (Address token in (Address[])[stage.World.Coin, stage.World.Weth])
            {
                await stage.Chain.SendAsync(
                    Act.Call(trader, token, new TestToken.ApproveCall(lender, UInt256.MaxValue),
                        $"{trader.Name} lets the lender take"),
                    cancellation);
            }
        }

        await stage.Chain.MineAsync(cancellation);
    }

    /// <summary>Sends the four transactions of one loan, for the next block.</summary>
    public async Task BorrowAsync(ArenaAccount trader, CancellationToken cancellation = default)
    {
        UInt256 deposit = await Balance.OfAsync(stage, stage.World.Coin, trader.Address, cancellation) / 10;
        UInt256 value = await stage.Chain.ReadAsync(lender, new SpotPriceLender.ValueOfCall(deposit), cancellation);
        UInt256 loan = value / 4; // a third of what is allowed: swaps in the same block may move the price
        UInt256 left = await Balance.OfAsync(stage, stage.World.Weth, lender, cancellation);
        if (left < loan) return; // after an attack there is nothing to borrow

        await DoAsync(new SpotPriceLender.DepositCollateralCall(deposit), "deposits COIN");
        await DoAsync(new SpotPriceLender.BorrowCall(loan), "borrows WETH");
        await DoAsync(new SpotPriceLender.RepayCall(loan), "pays back");
        await DoAsync(new SpotPriceLender.WithdrawCollateralCall(deposit), "takes COIN back");

        Task DoAsync(ICalldata call, string what) =>
            stage.Chain.SendAsync(Act.Call(trader, lender, call, $"{trader.Name} {what}"), cancellation);
    }
}
