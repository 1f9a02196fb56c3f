using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>
/// Loans of one frame told by their shape: an asset leaves, a callback runs, as much or more comes back.
/// </summary>
internal static class LoanFlows
{
    /// <summary>
    /// Adds a loan for every asset that left the lender before the callback and is back at the frame's end.
    /// </summary>
    /// <param name="x">The transaction at hand.</param>
    /// <param name="lender">The lender's frame.</param>
    /// <param name="callback">The frame in which the borrower runs.</param>
    /// <param name="venue">What kind of lender it is.</param>
    public static void AddBorrowed(Extraction x, int lender, int callback, FlashLoanVenue venue)
    {
        AccountId from = x.Calls.From[callback];
        for (int i = 0; i < x.Transfers.Length; i++)
        {
            Transfer lent = x.Transfers[i];
            if (lent.From != from || lent.Call < lender || lent.Call >= callback) continue;
            if (!Extraction.IsFungible(lent.Kind) || lent.Amount.IsZero || lent.To == from) continue;
            if (!TryReturned(x, lent, callback, x.Calls.End[lender], out UInt256 returned)) continue;

            Add(x, lender, callback, venue, lent, returned);
        }
    }

    /// <summary>Sums what came back to the lender from the callback on; false where it is less than was lent.</summary>
    private static bool TryReturned(Extraction x, in Transfer lent, int callback, int end, out UInt256 returned)
    {
        returned = default;
        foreach (ref readonly Transfer transfer in x.Transfers)
        {
            bool isLater = transfer.Call >= callback && transfer.Call < end;
            if (isLater && transfer.To == lent.From && transfer.Asset == lent.Asset) returned += transfer.Amount;
        }

        return returned >= lent.Amount;
    }

    private static void Add(
        Extraction x, int lender, int callback, FlashLoanVenue venue, in Transfer lent, in UInt256 returned) =>
        x.Facts.FlashLoans.Add() = new FlashLoan
        {
            Tx = x.Tx,
            Call = lender,
            Log = -1,
            Venue = venue,
            Lender = lent.From,
            Borrower = x.Calls.To[callback],
            Asset = lent.Asset,
            Amount = lent.Amount,
            Fee = returned - lent.Amount,
        };
}
