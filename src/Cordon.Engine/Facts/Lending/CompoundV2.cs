using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>
/// Compound V2's markets and their many forks, told by the question each market asks its comptroller.
/// </summary>
/// <remarks>
/// Function names such as <c>mint(uint256)</c> are everybody's; <c>mintAllowed</c> asked by the market about itself
/// is not. Markets may fail by an error code without reverting, so a step counts only where an asset moved.
/// </remarks>
internal sealed class CompoundV2 : FactFamily
{
    private static readonly uint SeizeAllowed = (uint)SignatureTable.KeyOf(
        "seizeAllowed(address,address,address,address,uint256)", isOfCalls: true);

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean("mintAllowed(address,address,uint256)",
            static (x, call) => OnPaid(x, call, LoanKind.Deposit, payer: 1, account: 1));
        calls.Mean("repayBorrowAllowed(address,address,address,uint256)",
            static (x, call) => OnPaid(x, call, LoanKind.Repay, payer: 1, account: 2));
        calls.Mean("redeemAllowed(address,address,uint256)",
            static (x, call) => OnPaidOut(x, call, LoanKind.Withdraw));
        calls.Mean("borrowAllowed(address,address,uint256)",
            static (x, call) => OnPaidOut(x, call, LoanKind.Borrow));
        calls.Mean("liquidateBorrowAllowed(address,address,address,address,uint256)", OnLiquidate);
    }

    private static void OnPaid(Extraction x, int hook, LoanKind kind, int payer, int account)
    {
        if (!TryMarket(x, hook, out int frame, out AccountId market)) return;
        if (kind == LoanKind.Repay && IsLiquidated(x, frame)) return; // the repayment within a liquidation

        AccountId from = x.Data.AccountArgument(hook, payer);
        int moved = LoanRows.FirstMove(x, frame, AccountId.None, from, market);
        if (moved < 0) return;

        Transfer paid = x.Transfers[moved];
        LoanRows.Add(x, LendingProtocol.CompoundV2, kind, frame, -1, market, x.Data.AccountArgument(hook, account),
            from, paid.Asset, paid.Amount);
    }

    private static void OnPaidOut(Extraction x, int hook, LoanKind kind)
    {
        if (!TryMarket(x, hook, out int frame, out AccountId market)) return;

        AccountId account = x.Data.AccountArgument(hook, 1);
        for (int row = 0; row < x.Transfers.Length; row++)
        {
            Transfer paid = x.Transfers[row];
            bool isPayout = paid.From == market && paid.To == account && paid.Asset != market && !paid.Amount.IsZero;
            if (!isPayout || !x.IsWithin(paid.Call, frame)) continue;

            LoanRows.Add(x, LendingProtocol.CompoundV2, kind, frame, -1, market, account, account,
                paid.Asset, paid.Amount);
            return;
        }
    }

    private static void OnLiquidate(Extraction x, int hook)
    {
        if (!TryMarket(x, hook, out int frame, out AccountId market)) return;

        AccountId liquidator = x.Data.AccountArgument(hook, 2);
        int moved = LoanRows.FirstMove(x, frame, AccountId.None, liquidator, market);
        if (moved < 0 || !TrySeized(x, frame, out UInt256 seized)) return;

        Transfer paid = x.Transfers[moved];
        ref Loan loan = ref LoanRows.Add(x, LendingProtocol.CompoundV2, LoanKind.Liquidate, frame, -1, market,
            x.Data.AccountArgument(hook, 3), liquidator, paid.Asset, paid.Amount);
        (loan.CollateralAsset, loan.CollateralAmount) = (x.Data.AccountArgument(hook, 1), seized);
    }

    private static bool TrySeized(Extraction x, int frame, out UInt256 seized)
    {
        seized = default;
        for (int call = frame + 1; call < x.Calls.End[frame]; call++)
        {
            if (x.Calls.Selector[call] != SeizeAllowed || !x.Data.HasArguments(call, 5)) continue;
            seized = x.Data.Argument(call, 4);
            return true;
        }

        return false;
    }

    // The market asks about itself, and the answer 0 lets it go on.
    private static bool TryMarket(Extraction x, int hook, out int frame, out AccountId market)
    {
        frame = x.EntryOf(x.Calls.Parent[hook]);
        market = x.Calls.From[hook];
        return x.IsEntry(hook) && frame >= 0 && x.Data.HasArguments(hook, 3)
            && x.Data.AccountArgument(hook, 0) == market
            && x.Data.TryWord(x.Calls.Output[hook], 0, out UInt256 error) && error.IsZero;
    }

    private static bool IsLiquidated(Extraction x, int frame)
    {
        foreach (ref readonly Loan loan in x.Facts.Loans.OfTransaction(x.Tx))
        {
            if (loan.Call == frame && loan.Kind == LoanKind.Liquidate) return true;
        }

        return false;
    }
}
