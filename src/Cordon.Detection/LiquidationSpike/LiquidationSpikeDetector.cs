using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Detection.Statistics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.LiquidationSpike;

/// <summary>Compares what a market liquidates in a window of blocks with its own earlier windows.</summary>
/// <remarks>A market is a contract and a debt asset. State changes only in blocks with liquidations.</remarks>
public sealed class LiquidationSpikeDetector(LiquidationSpikeOptions options) : SeriesHistory
{
    private readonly LiquidationSpikeOptions _options = OptionsCheck.Valid(options);

    public LiquidationSpikeDetector() : this(new LiquidationSpikeOptions()) { }

    public override string Name => "liquidation-spike";

    public override SeriesBook Advance(SeriesBook state, BlockFacts block, SignalBuffer signals)
    {
        if (block.Loans.Count == 0) return state;

        SeriesEdit edit = state.Edit();
        for (int row = 0; row < block.Loans.Count; row++)
        {
            if (block.Loans[row].Kind == LoanKind.Liquidate) Add(ref edit, block, row, signals);
        }

        return edit.Done();
    }

    private void Add(ref SeriesEdit edit, BlockFacts block, int row, SignalBuffer signals)
    {
        Loan loan = block.Loans[row];
        if (loan.Market.IsNone || loan.Asset.IsNone) return;

        SeriesKey key = new(block.Data.ChainId, block.Data.Accounts[loan.Market], block.Data.Accounts[loan.Asset]);
        ulong window = block.Data.Number / (ulong)_options.WindowBlocks;

        // The window's total crosses the line once: later liquidations of the same window add no signal.
        Series before = edit[key];
        bool wasSpike = window <= before.Window && IsSpike(before, out _);
        edit.Add(key, window, (double)loan.Amount, _options.HistoryCountMax);
        Series after = edit[key];
        if (!wasSpike && IsSpike(after, out double score)) Report(block, loan, after, score, signals);
    }

    private bool IsSpike(Series series, out double score)
    {
        score = 0;
        if (series.Past.Length < _options.HistoryCountMin) return false;

        score = RobustScore.Of(series.Current, series.Past);
        return score >= _options.SigmaMin;
    }

    private void Report(BlockFacts block, Loan loan, Series series, double score, SignalBuffer signals)
    {
        double median = RobustScore.Median(series.Past);
        double confidence = Math.Min(0.9, 0.5 + (score / 100));
        AccountId[] subjects = [loan.Market, loan.Account];
        signals.Add(block, loan.Tx, new SignalDraft
        {
            Detector = Name,
            Severity = Severity.Low,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"{block.Data.Accounts[loan.Market]} has liquidated {series.Current / median:0.#} times its "
                + $"usual amount of {EvidenceJson.Account(block, loan.Asset)} debt in {_options.WindowBlocks} blocks, "
                + $"{score:0.#} robust deviations above {series.Past.Length} earlier windows ({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["market"] = EvidenceJson.Account(block, loan.Market),
                ["debtToken"] = EvidenceJson.Account(block, loan.Asset),
                ["windowAmount"] = series.Current,
                ["medianAmount"] = median,
                ["score"] = Math.Round(score, 2),
                ["windows"] = series.Past.Length,
            },
            Key = $"{block.Data.Accounts[loan.Market]}:{block.Data.Accounts[loan.Asset]}",
        });
    }
}
