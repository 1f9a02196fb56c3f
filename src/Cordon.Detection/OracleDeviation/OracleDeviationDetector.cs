using System.Buffers;
using Cordon.Detection.Statistics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.OracleDeviation;

/// <summary>Finds oracle answers that were moved, strayed from their own past, or are stale.</summary>
/// <remarks>State changes only in blocks with oracle facts; the search for moved inputs needs no state.</remarks>
public sealed class OracleDeviationDetector(OracleDeviationOptions options) : IHistoryDetector<SeriesBook>
{
    private readonly OracleDeviationOptions _options = OptionsCheck.Valid(options);

    public OracleDeviationDetector() : this(new OracleDeviationOptions()) { }

    public string Name => "oracle-deviation";

    public SeriesBook Initial => SeriesBook.Empty;

    public SeriesBook Advance(SeriesBook state, BlockFacts block, SignalBuffer signals)
    {
        if (block.Loans.Count > 0)
        {
            for (int tx = 0; tx < block.Data.Transactions.Count; tx++) JudgeLoans(block, tx, signals);
        }

        for (int row = 0; row < block.Oracles.Count; row++) state = Remember(state, block, row, signals);
        return state;
    }

    public void Save(SeriesBook state, IBufferWriter<byte> destination) => state.Save(destination);

    public SeriesBook Load(ReadOnlySpan<byte> saved) => SeriesBook.Load(saved);

    private void JudgeLoans(BlockFacts block, int tx, SignalBuffer signals)
    {
        if (!HasLoanTaken(block, tx)) return;

        if (MovedInputSearch.TryFind(block, tx, _options.MoveBpsMin / 10_000.0, out MovedInput moved))
            OracleDeviationReport.AddMoved(block, signals, Name, moved);
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

    // One feed that gives two answers for one asset within a transaction was moved by that transaction.
    private bool TryShift(BlockFacts block, int tx, out int found, out double shift)
    {
        RowRange rows = block.Oracles.RangeOf(tx);
        for (found = rows.Start; found < rows.End; found++)
        {
            OracleAnswer later = block.Oracles[found];
            for (int before = rows.Start; before < found; before++)
            {
                OracleAnswer earlier = block.Oracles[before];
                if (!earlier.IsRead || !later.IsRead || !IsSame(earlier, later) || earlier.Answer.IsZero) continue;

                shift = Math.Abs(((double)later.Answer / (double)earlier.Answer) - 1);
                if (shift * 10_000 >= _options.ShiftBpsMin) return true;
            }
        }

        shift = 0;
        return false;
    }

    // A feed that serves many assets is told apart by the asset asked for; without one, two answers may be of two.
    private static bool IsSame(in OracleAnswer left, in OracleAnswer right) =>
        left.Feed == right.Feed && left.Asset == right.Asset && !left.Asset.IsNone;

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

    private SeriesBook Remember(SeriesBook state, BlockFacts block, int row, SignalBuffer signals)
    {
        OracleAnswer answer = block.Oracles[row];
        if (answer.Feed.IsNone || answer.Answer.IsZero || answer.Answer.IsNegative) return state;
        if (answer.IsRead && answer.Asset.IsNone && answer.UpdatedAt == 0) return state; // nobody knows what it prices

        AccountId asset = answer.Asset.IsNone ? AccountId.Zero : answer.Asset;
        SeriesKey key = new(
            block.Data.ChainId, block.Data.Accounts[answer.Feed], block.Data.Accounts[asset]);
        Series past = state[key];
        if (past.Window == block.Data.Number) return state; // one answer a block: readers repeat it

        double value = (double)answer.Answer;
        double median = RobustScore.Median(past.Past.AsSpan());
        if (past.Past.Length >= _options.HistoryCountMin
            && Math.Abs((value / median) - 1) * 10_000 >= _options.DeviationBpsMin)
        {
            OracleDeviationReport.AddDeviation(block, signals, Name, row, value / median, past.Past.Length);
        }

        return state.With(key, past.Add(block.Data.Number, value, _options.HistoryCountMax));
    }
}
