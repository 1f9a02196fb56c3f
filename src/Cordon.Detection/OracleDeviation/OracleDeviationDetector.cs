using Cordon.Detection.Flows;
using Cordon.Detection.Statistics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.OracleDeviation;

/// <summary>Finds oracle answers that were moved, strayed from their own past, or are stale.</summary>
/// <remarks>State changes only in blocks with oracle facts; the search for moved inputs needs no state.</remarks>
public sealed class OracleDeviationDetector(OracleDeviationOptions options) : SeriesHistory
{
    private readonly OracleDeviationOptions _options = OptionsCheck.Valid(options);

    public OracleDeviationDetector() : this(new OracleDeviationOptions()) { }

    public override string Name => "oracle-deviation";

    public override SeriesBook Advance(SeriesBook state, BlockFacts block, SignalBuffer signals)
    {
        if (block.Loans.Count > 0)
        {
            for (int tx = 0; tx < block.Data.Transactions.Count; tx++) JudgeLoans(block, tx, signals);
        }

        SeriesEdit edit = state.Edit();
        for (int row = 0; row < block.Oracles.Count; row++) Remember(ref edit, block, row, signals);
        ImpliedPrices.Remember(ref edit, block); // afterwards: no answer is judged by its own reader's trades
        return edit.Done();
    }

    private void JudgeLoans(BlockFacts block, int tx, SignalBuffer signals)
    {
        if (!HasLoanTaken(block, tx)) return;

        if (MovedInputSearch.TryFind(block, tx, _options.MoveBpsMin / 10_000.0, out MovedInput moved))
            OracleDeviationReport.AddMoved(block, signals, Name, _options, moved);
        else if (TryShift(block, tx, out int row, out double shift))
            OracleDeviationReport.AddShift(block, signals, Name, row, shift);

        if (TryStale(block, tx, out int stale)) OracleDeviationReport.AddStale(block, signals, Name, stale);
    }

    private static bool HasLoanTaken(BlockFacts block, int tx)
    {
        foreach (ref readonly Loan loan in block.Loans.OfTransaction(tx))
        {
            if (loan.Kind is LoanKind.Borrow or LoanKind.Withdraw or LoanKind.Liquidate) return true;
        }

        return false;
    }

    // One question that gets two answers within a transaction: that transaction moved the answer.
    private bool TryShift(BlockFacts block, int tx, out int found, out double shift)
    {
        RowRange rows = block.Oracles.RangeOf(tx);
        found = rows.Start;
        shift = 0;
        if (rows.Count < 2 || LoadedFlows.Of(block, tx) is not { } flows || !HasLoanOf(flows)) return false;

        for (found = rows.Start; found < rows.End; found++)
        {
            OracleAnswer later = block.Oracles[found];
            if (!later.IsRead || flows.IsInitiator(later.Account) || IsTradedPool(block, later)) continue;
            for (int before = rows.Start; before < found; before++)
            {
                OracleAnswer earlier = block.Oracles[before];
                if (!earlier.IsRead || earlier.Feed != later.Feed || earlier.Answer.IsZero) continue;

                shift = Math.Abs(((double)later.Answer / (double)earlier.Answer) - 1);
                if (shift * 10_000 >= _options.ShiftBpsMin && IsSameQuestion(block, earlier, later)) return true;
            }
        }

        return false;
    }

    private static bool HasLoanOf(TransactionFlows flows)
    {
        foreach (ref readonly Loan loan in flows.Block.Loans.OfTransaction(flows.Tx))
        {
            if (loan.Kind is LoanKind.Borrow or LoanKind.Withdraw && flows.IsInitiator(loan.Account)) return true;
        }

        return false;
    }

    private static bool IsSameQuestion(BlockFacts block, in OracleAnswer left, in OracleAnswer right)
    {
        if (left.Call < 0 || right.Call < 0) return !left.Asset.IsNone && left.Asset == right.Asset;

        BlockData data = block.Data;
        return data.Digits(data.Calls.Input[left.Call]).SequenceEqual(data.Digits(data.Calls.Input[right.Call]));
    }

    // A pool that is traded against in the transaction answers differently before and after: that is its business.
    private static bool IsTradedPool(BlockFacts block, in OracleAnswer answer)
    {
        foreach (ref readonly Swap swap in block.Swaps.OfTransaction(answer.Tx))
        {
            if (swap.Pool == answer.Feed) return true;
        }

        return false;
    }

    private bool TryStale(BlockFacts block, int tx, out int found)
    {
        RowRange rows = block.Oracles.RangeOf(tx);
        ulong now = block.Data.Timestamp;
        for (found = rows.Start; found < rows.End; found++)
        {
            ulong updated = block.Oracles[found].UpdatedAt;
            if (block.Oracles[found].IsRead && updated > 0 && now > updated
                && now - updated >= (ulong)_options.StaleSeconds) return true;
        }

        return false;
    }

    private void Remember(ref SeriesEdit edit, BlockFacts block, int row, SignalBuffer signals)
    {
        OracleAnswer answer = block.Oracles[row];
        if (answer.Feed.IsNone || answer.Answer.IsZero || answer.Answer.IsNegative) return;
        if (answer.IsRead && answer.Asset.IsNone && answer.UpdatedAt == 0) return; // nobody knows what it prices

        AccountId asset = answer.Asset.IsNone ? AccountId.Zero : answer.Asset;
        SeriesKey key = new(
            block.Data.ChainId, block.Data.Accounts[answer.Feed], block.Data.Accounts[asset]);
        if (edit[key].Window == block.Data.Number) return; // one answer a block: readers repeat it

        JudgeImplied(ref edit, block, row, key, signals);
        double value = (double)answer.Answer;
        Series past = edit[key];
        if (past.Past.Length >= _options.HistoryCountMin
            && RobustScore.Median(past.Past) is var median
            && Math.Abs((value / median) - 1) * 10_000 >= _options.DeviationBpsMin)
        {
            OracleDeviationReport.AddDeviation(block, signals, Name, row, value / median, past.Past.Length);
        }

        edit.Add(key, block.Data.Number, value, _options.HistoryCountMax);
    }

    // An answer in units of its own, over a price in wei: what that comes to is the feed's business, but not that it
    // changes.
    private void JudgeImplied(
        ref SeriesEdit edit, BlockFacts block, int row, SeriesKey feed, SignalBuffer signals)
    {
        OracleAnswer answer = block.Oracles[row];
        if (answer.Asset.IsNone
            || !ImpliedPrices.TryPrice(edit, block, answer, (ulong)_options.ImpliedBlocksMax, out double price))
            return;

        SeriesKey key = ImpliedPrices.RatioKey(feed);
        Series past = edit[key];
        double ratio = (double)answer.Answer / price;
        if (past.Past.Length >= _options.HistoryCountMin
            && RobustScore.Median(past.Past) is var median
            && Math.Abs((ratio / median) - 1) * 10_000 >= _options.ImpliedBpsMin)
        {
            OracleDeviationReport.AddImplied(
                block, signals, Name, row, ratio / median, past.Past.Length, HasLoanTaken(block, answer.Tx));
        }

        edit.Add(key, block.Data.Number, ratio, _options.HistoryCountMax);
        ImpliedPrices.Follow(ref edit, block, answer, price);
    }
}
