using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Detection.Statistics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.AbnormalOutflow;

/// <summary>Compares what leaves a contract with what used to leave it and with what it held.</summary>
/// <remarks>Follows the configured contracts; where none are, the lending markets and bridges that the facts name and
/// every contract that counts what it holds while it pays a good part of it out.
/// State changes only in blocks in which a followed contract lost something.</remarks>
public sealed class AbnormalOutflowDetector(AbnormalOutflowOptions options, WatchList watched)
    : SeriesHistory
{
    private readonly AbnormalOutflowOptions _options = OptionsCheck.Valid(options);

    public AbnormalOutflowDetector() : this(new AbnormalOutflowOptions(), WatchList.Empty) { }

    public override string Name => "abnormal-outflow";

    public override SeriesBook Advance(SeriesBook state, BlockFacts block, SignalBuffer signals)
    {
        SeriesEdit edit = state.Edit();
        if (watched.IsEmpty) FollowAll(ref edit, block, signals);
        else FollowWatched(ref edit, block, signals);
        return edit.Done();
    }

    private void FollowWatched(ref SeriesEdit edit, BlockFacts block, SignalBuffer signals)
    {
        foreach (ref readonly BalanceDelta delta in block.Balances.Rows)
        {
            if (delta.IsLoss && !delta.Account.IsNone
                && watched.Find(block.Data.ChainId, block.Data.Accounts[delta.Account]) is not null)
                Add(ref edit, block, delta, signals);
        }
    }

    private void FollowAll(ref SeriesEdit edit, BlockFacts block, SignalBuffer signals)
    {
        if (block.Loans.Count > 0 || block.Bridges.Count > 0)
        {
            foreach (ref readonly BalanceDelta delta in block.Balances.Rows)
            {
                if (delta.IsLoss && !delta.Account.IsNone && IsNamed(block, delta))
                    Add(ref edit, block, delta, signals);
            }
        }

        int call = 0;
        while (CountedLoss.TryNext(block, ref call, _options.FollowedBpsMin, out BalanceDelta counted))
        {
            if (!IsNamed(block, counted)) Add(ref edit, block, counted, signals);
        }
    }

    private static bool IsNamed(BlockFacts block, in BalanceDelta delta)
    {
        foreach (ref readonly Loan loan in block.Loans.OfTransaction(delta.Tx))
        {
            if (loan.Market == delta.Account) return true;
        }

        foreach (ref readonly BridgeMessage message in block.Bridges.OfTransaction(delta.Tx))
        {
            if (message.Bridge == delta.Account) return true;
        }

        return false;
    }

    private void Add(ref SeriesEdit edit, BlockFacts block, in BalanceDelta delta, SignalBuffer signals)
    {
        SeriesKey key = new(block.Data.ChainId, block.Data.Accounts[delta.Account], block.Data.Accounts[delta.Asset]);
        ulong window = block.Data.Number / (ulong)_options.WindowBlocks;
        Series before = edit[key];
        bool isKept = before.Window > 0 || edit.Count < _options.SeriesCountMax;
        bool wasOdd = window <= before.Window && Score(before) >= _options.SigmaMin;
        if (isKept) edit.Add(key, window, (double)delta.Magnitude, _options.HistoryCountMax);
        Series after = edit[key];
        double score = Score(after);
        double share = ShareOf(block, delta);
        bool isLarge = share * 10_000 >= _options.ShareBpsMin;
        bool isOdd = score >= _options.SigmaMin && !wasOdd;
        if (isOdd || (isLarge && !watched.IsEmpty))
            Report(block, delta, after, score, share, isOdd && isLarge, signals);
    }

    private double Score(Series series) => series.Past.Length < _options.HistoryCountMin
        ? 0 : RobustScore.Of(series.Current, series.Past);

    private static double ShareOf(BlockFacts block, BalanceDelta delta) =>
        Holdings.TryFind(block, delta.Tx, delta.Account, delta.Asset, out UInt256 held) && !held.IsZero
            ? Math.Min(1, (double)delta.Magnitude / (double)held) : 0;

    private void Report(BlockFacts block, BalanceDelta delta, Series series, double score, double share, bool isBoth,
        SignalBuffer signals)
    {
        double confidence = isBoth ? 0.85 : 0.6;
        AccountId[] subjects = [delta.Account, delta.Asset, block.Data.Transactions.From[delta.Tx]];
        string past = score > 0
            ? $", {score:0.#} robust deviations above its {series.Past.Length} earlier windows" : "";
        string held = share > 0 ? $", {share:P0} of what it held" : "";
        signals.Add(block, delta.Tx, new SignalDraft
        {
            Detector = Name,
            Severity = (isBoth, watched.IsEmpty) switch
            {
                (true, false) => Severity.High,
                (true, true) or (false, false) => Severity.Medium,
                _ => Severity.Low,
            },
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"{block.Data.Accounts[delta.Account]} paid out "
                + $"{AmountText.Of(block, delta.Asset, delta.Magnitude)} in one transaction{held}{past} "
                + $"({confidence:P0} sure that it is abnormal).",
            Evidence = new JsonObject
            {
                ["contract"] = EvidenceJson.Account(block, delta.Account),
                ["asset"] = EvidenceJson.Account(block, delta.Asset),
                ["amount"] = delta.Magnitude.ToString(),
                ["score"] = Math.Round(score, 2),
                ["shareOfHoldings"] = Math.Round(share, 4),
                ["windows"] = series.Past.Length,
            },
            Key = $"{block.Data.Accounts[delta.Account]}:{block.Data.Accounts[delta.Asset]}",
        });
    }
}
