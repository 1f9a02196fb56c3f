using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Flash loans of lenders without a known interface, by shape alone.</summary>
/// <remarks>
/// A contract pays an asset out to who then gets called by it, and that account (or who was called) pays as much or
/// more of the same asset back before the contract's frame ends. A bot that trades in a circle is not a lender: what
/// it pays is not given back by whom it paid.
/// </remarks>
internal static class GenericFlashLoans
{
    public static void Find(Extraction x)
    {
        if (!x.HasCalls) return;

        foreach (ref readonly BalanceDelta delta in x.Facts.Balances.OfTransaction(x.Tx))
        {
            // Only who both gave and received an asset, and did not lose by it, can have lent it.
            if (delta.In.IsZero || delta.Out.IsZero || delta.In < delta.Out) continue;
            FindLent(x, delta.Account, delta.Asset);
        }
    }

    private static void FindLent(Extraction x, AccountId lender, AccountId asset)
    {
        ReadOnlySpan<Transfer> transfers = x.Transfers;
        for (int i = 0; i < transfers.Length; i++)
        {
            ref readonly Transfer lent = ref transfers[i];
            if (lent.From != lender || lent.Asset != asset || lent.Call < 0 || lent.Amount.IsZero) continue;

            int frame = FrameOf(x, lender, lent.Call);
            if (frame < 0 || IsKnown(x, frame, asset)) continue;
            for (int j = i + 1; j < transfers.Length; j++)
            {
                ref readonly Transfer back = ref transfers[j];
                if (back.To != lender || back.Asset != asset || back.Amount < lent.Amount) continue;
                if (!x.IsWithin(back.Call, frame)) continue;
                if (TryAdd(x, frame, lent, back)) return;
            }
        }
    }

    // The lender's own frame around a payout: native coin leaves by a call from it, a token by a call into the token.
    private static int FrameOf(Extraction x, AccountId lender, int call)
    {
        for (int frame = x.Calls.Parent[call]; frame >= 0; frame = x.Calls.Parent[frame])
        {
            if (x.Calls.Self[frame] == lender) return x.EntryOf(frame);
        }

        return -1;
    }

    // Only the first call to the borrower from the payout on counts: what a later one brings back was not lent.
    private static bool TryAdd(Extraction x, int frame, in Transfer lent, in Transfer back)
    {
        int call = x.NextOwnCall(frame, frame + 1);
        while (call >= 0 && !IsCallback(x, frame, call, lent)) call = x.NextOwnCall(frame, x.Calls.End[call]);
        if (call < 0 || x.IsCovered(call) || x.Calls.End[call] == call + 1) return false;

        AccountId borrower = x.Calls.To[call];
        bool isPulled = back.Call >= x.Calls.End[call] && x.Calls.From[back.Call] == lent.From
            && x.Calls.To[back.Call] == lent.Asset;
        bool isReturned = x.IsWithin(back.Call, call) || isPulled;
        if (!isReturned || (back.From != borrower && back.From != lent.To)) return false;

        x.Facts.FlashLoans.Add() = new FlashLoan
        {
            Tx = x.Tx,
            Call = frame,
            Log = -1,
            Venue = FlashLoanVenue.Generic,
            Lender = lent.From,
            Borrower = borrower,
            Asset = lent.Asset,
            Amount = lent.Amount,
            Fee = back.Amount - lent.Amount,
        };
        return true;
    }

    private static bool IsCallback(Extraction x, int frame, int call, in Transfer lent)
    {
        AccountId borrower = x.Calls.To[call];
        return call >= lent.Call && borrower != lent.Asset && x.IsEntry(call)
            && (borrower == lent.To || (borrower == x.Calls.From[frame] && call > lent.Call));
    }

    // Loans and trades that a known interface has told already, at this frame or around it.
    private static bool IsKnown(Extraction x, int frame, AccountId asset)
    {
        if (x.IsCovered(frame)) return true;
        foreach (ref readonly FlashLoan known in x.Facts.FlashLoans.OfTransaction(x.Tx))
        {
            if (known.Asset == asset && known.Call >= 0 && x.IsWithin(frame, known.Call)
                && x.Calls.Self[frame] == x.Calls.Self[known.Call])
            {
                return true;
            }
        }

        return false;
    }
}
