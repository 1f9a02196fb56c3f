using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>
/// Flash swaps of two-token pools: a payout followed by a call back before the pool asks for its due.
/// </summary>
internal static class PoolFlashLoans
{
    /// <summary>Adds a flash loan where the swap's caller asked to be called back.</summary>
    public static void OnSwap(
        Extraction x, AccountId pool, int call, int log, AccountId asset, in UInt256 amount, in UInt256 returned)
    {
        if (call < 0 || !HasData(x, call)) return;

        AccountId borrower = x.Data.AccountArgument(call, 2);
        ref FlashLoan loan = ref x.Facts.FlashLoans.Add();
        loan = new FlashLoan
        {
            Tx = x.Tx,
            Call = call,
            Log = log,
            Venue = FlashLoanVenue.UniswapV2,
            Lender = pool,
            Borrower = borrower,
            Asset = asset,
            Amount = amount,
            Fee = returned > amount ? returned - amount : default,
        };
    }

    private static bool HasData(Extraction x, int call) =>
        x.TryOffset(x.Calls.Input[call], 4, 96, out int start)
        && x.Data.TryWord(x.Calls.Input[call], start, out UInt256 length) && !length.IsZero;
}
