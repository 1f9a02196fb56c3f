using Cordon.Detection.Flows;
using Cordon.Detection.Trading;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Detection.OracleDeviation;

/// <summary>Finds loans taken at prices that the borrower's own trades had moved in the same transaction.</summary>
/// <remarks>Pool moved, then read by a contract that is neither the sender's nor the pool, and that contract is called
/// for the loan. O(loans x moves x calls) in transactions that have all three.</remarks>
internal static class MovedInputSearch
{
    // What price code reads from pools: reserves, slots, observations, virtual prices, quotes, supply and balances.
    private static readonly uint[] Reads =
    [
        0x0902f1ac, 0x3850c7bd, 0x883bdbfd, 0xbb7b8b80, 0xcc2b27d7, 0x5e0d443f, 0x4903b0d1, 0x86fc88d3, 0x68727653,
        0x18160ddd, 0x5909c12f, 0x5a3d5493, 0x556d6e9f, 0xc6610657,
    ];

    private const uint BalanceOfSelector = 0x70a08231; // balanceOf(address)

    public static bool TryFind(BlockFacts block, int tx, double moveMin, out MovedInput found)
    {
        found = default;
        if (block.Loans.RangeOf(tx).Count == 0) return false;
        if (block.Swaps.RangeOf(tx).Count == 0 && block.Liquidity.RangeOf(tx).Count == 0) return false;
        if (LoadedFlows.Of(block, tx) is not { } flows) return false;

        RowRange loans = block.Loans.RangeOf(tx);
        for (int row = loans.Start; row < loans.End; row++)
        {
            Loan loan = block.Loans[row];
            if (loan.Kind is not (LoanKind.Borrow or LoanKind.Withdraw) || loan.Call < 0) continue;
            if (!flows.IsInitiator(loan.Account) && !flows.IsInitiator(loan.Actor)) continue;
            if (TryFindFor(flows, row, moveMin, out found)) return true;
        }

        return false;
    }

    private static bool TryFindFor(TransactionFlows flows, int loan, double moveMin, out MovedInput found)
    {
        BlockFacts block = flows.Block;
        bool isBorrowed = block.FlashLoans.RangeOf(flows.Tx).Count > 0;
        foreach (ref readonly Swap swap in block.Swaps.OfTransaction(flows.Tx))
        {
            if (!IsMove(flows, swap, isBorrowed, moveMin)) continue;
            if (TryRead(flows, swap.Pool, swap.Call, loan, out found)) return true;
        }

        found = default;
        return false;
    }

    private static bool IsMove(TransactionFlows flows, in Swap swap, bool isBorrowed, double moveMin)
    {
        if (swap.Call < 0) return false;
        if (!flows.IsInitiator(swap.Recipient) && !flows.IsInitiator(swap.Sender)
            && !flows.IsInitiator(SwapParties.Payer(flows.Block, swap))) return false;

        // Without reserves the size of the move is unknown; borrowed money says that it was meant to be large.
        return swap.ReserveIn.IsZero ? isBorrowed : (double)swap.AmountIn >= moveMin * (double)swap.ReserveIn;
    }

    private static bool TryRead(TransactionFlows flows, AccountId pool, int after, int loanRow, out MovedInput found)
    {
        CallTable calls = flows.Data.Calls;
        int loan = flows.Block.Loans[loanRow].Call;
        int end = Math.Max(calls.End[loan], loan + 1);
        for (int call = calls.End[after]; call < end; call++)
        {
            if (!IsReadOf(flows, call, pool)) continue;

            AccountId reader = calls.From[call];
            if (reader == pool || flows.IsInitiator(reader) || IsTrading(flows, reader)) continue;
            if (!IsUsedFor(flows, call, loan)) continue;

            found = new MovedInput(pool, reader, call, loanRow);
            return true;
        }

        found = default;
        return false;
    }

    private static bool IsReadOf(TransactionFlows flows, int call, AccountId pool)
    {
        CallTable calls = flows.Data.Calls;
        uint selector = calls.Selector[call];
        if (selector == 0 || !calls.TookEffect(call)) return false;
        return calls.Self[call] == pool
            ? Reads.AsSpan().Contains(selector)
            : selector == BalanceOfSelector && flows.Data.AccountArgument(call, 0) == pool;
    }

    // A router asks a pool for its reserves in order to trade there, not to lend on them.
    private static bool IsTrading(TransactionFlows flows, AccountId reader)
    {
        foreach (ref readonly Swap swap in flows.Block.Swaps.OfTransaction(flows.Tx))
        {
            if (swap.Sender == reader || swap.Pool == reader) return true;
        }

        return false;
    }

    // The loan's frames contain the read, or call a contract through which the price was read.
    private static bool IsUsedFor(TransactionFlows flows, int read, int loan)
    {
        CallTable calls = flows.Data.Calls;
        int entry = BoundaryOf(flows, loan);
        if (read > entry && read < calls.End[entry]) return true;

        int readEntry = BoundaryOf(flows, read);
        for (int step = read; step >= readEntry; step = calls.Parent[step])
        {
            AccountId through = calls.From[step];
            if (flows.IsInitiator(through)) break;
            for (int call = entry; call < calls.End[entry]; call++)
            {
                if (calls.Self[call] == through) return true;
            }
        }

        return false;
    }

    // The frame through which the sender's side entered whatever contains this one.
    private static int BoundaryOf(TransactionFlows flows, int call)
    {
        CallTable calls = flows.Data.Calls;
        for (int step = call; calls.Parent[step] >= 0; step = calls.Parent[step])
        {
            if (flows.IsInitiator(calls.From[step])) return step;
        }

        return flows.Calls.Start;
    }
}
