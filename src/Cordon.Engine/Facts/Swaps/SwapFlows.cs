using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Adds swaps, learning the tokens of a pool from what moved into and out of it around its frame.</summary>
internal static class SwapFlows
{
    /// <summary>Appends a swap of which only pool and place are known, to be completed by the caller.</summary>
    public static ref Swap Add(Extraction x, SwapVenue venue, AccountId pool, int call, int log)
    {
        ref Swap swap = ref x.Facts.Swaps.Add();
        swap = default;
        swap.Tx = x.Tx;
        swap.Call = call;
        swap.Log = log;
        swap.Venue = venue;
        swap.Pool = swap.Holder = pool;
        swap.Sender = call >= 0 ? x.Calls.From[call] : x.Data.Transactions.From[x.Tx];
        swap.Recipient = swap.TokenIn = swap.TokenOut = AccountId.None;
        x.Cover(call);
        return ref swap;
    }

    /// <summary>Adds a swap whose tokens and amounts the contract itself stated.</summary>
    public static ref Swap AddStated(
        Extraction x, SwapVenue venue, AccountId pool, int call, int log,
        AccountId tokenIn, in UInt256 amountIn, AccountId tokenOut, in UInt256 amountOut)
    {
        x.TakePayments(pool, tokenIn, call, log, out _, out _);
        ref Swap swap = ref Add(x, venue, pool, call, log);
        (swap.TokenIn, swap.TokenOut) = (tokenIn, tokenOut);
        (swap.AmountIn, swap.AmountReceived, swap.AmountOut) = (amountIn, amountIn, amountOut);
        swap.Recipient = swap.Sender;
        return ref swap;
    }

    /// <summary>Adds a swap whose tokens are learnt from the transfers of its pool.</summary>
    /// <param name="x">The transaction at hand.</param>
    /// <param name="venue">Family of the pool.</param>
    /// <param name="pool">The pool, which itself holds its assets.</param>
    /// <param name="call">The pool's frame, -1 where only receipts are known.</param>
    /// <param name="log">The pool's log, -1 where calls only are known.</param>
    /// <param name="amountIn">What the pool says it took, zero where it does not say.</param>
    /// <param name="amountOut">What the pool says it gave, zero where it does not say.</param>
    /// <returns>False where the transfers do not show both sides.</returns>
    public static bool TryAddLearnt(
        Extraction x, SwapVenue venue, AccountId pool, int call, int log, in UInt256 amountIn, in UInt256 amountOut)
    {
        int payout = x.LastPayout(pool, amountOut, AccountId.None, call, log);
        if (payout < 0) payout = x.PayoutToCaller(amountOut, call);
        if (payout < 0) payout = x.LastPayout(pool, default, AccountId.None, call, log);
        if (payout < 0) return false;

        Transfer paid = x.Facts.Transfers[payout];
        int payment = x.PaymentOf(pool, amountIn, paid.Asset, call, log);
        if (payment < 0) payment = x.LastPayment(pool, AccountId.None, paid.Asset, call, log);
        if (payment < 0) return false;

        Transfer received = x.Facts.Transfers[payment];
        UInt256 sent = x.SentAmount(received);
        x.TakePayments(pool, received.Asset, call, log, out _, out _);
        ref Swap swap = ref Add(x, venue, pool, call, log);
        (swap.TokenIn, swap.TokenOut) = (received.Asset, paid.Asset);
        swap.AmountIn = sent >= amountIn ? sent : amountIn;
        swap.AmountReceived = amountIn.IsZero ? received.Amount : amountIn;
        swap.AmountOut = amountOut.IsZero ? paid.Amount : amountOut;
        swap.Recipient = paid.To;
        return true;
    }

    /// <summary>Puts a transaction's swaps into the order in which their pools were entered.</summary>
    public static void Sort(Extraction x)
    {
        FactTable<Swap> swaps = x.Facts.Swaps;
        RowRange rows = swaps.RangeOf(x.Tx);
        for (int i = rows.Start + 1; i < rows.End; i++)
        {
            for (int j = i; j > rows.Start && IsAfter(swaps[j - 1], swaps[j]); j--)
            {
                (swaps[j - 1], swaps[j]) = (swaps[j], swaps[j - 1]);
            }
        }
    }

    private static bool IsAfter(in Swap left, in Swap right) =>
        left.Call != right.Call ? left.Call > right.Call : left.Log > right.Log;
}
