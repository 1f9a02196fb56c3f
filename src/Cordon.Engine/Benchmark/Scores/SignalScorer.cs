using Cordon.Domain.Signals;
using Cordon.Engine.Benchmark.Labels;
using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Scores;

/// <summary>Compares sandwich, arbitrage and liquidation signals with their labels.</summary>
internal static class SignalScorer
{
    /// <summary>A sandwich matches with the same front and back and at least the label's victims.</summary>
    public static LabelScore Sandwiches(LabelSet labels, PackRecorder seen) => Score(
        "sandwich", labels.Sandwiches, labels, seen,
        label => new Row(label.Block, label.Front, false, $"front {label.Front} back {label.Back} pool {label.Pool}"),
        (label, signal) => EvidenceReader.Text(signal, "front") == label.Front.ToString()
            && EvidenceReader.Text(signal, "back") == label.Back.ToString()
            && label.Victims.All(EvidenceReader.Hashes(signal, "victims").Contains),
        (_, _) => "",
        isOneForOne: false);

    /// <summary>An arbitrage matches on its transaction.</summary>
    public static LabelScore Arbitrages(LabelSet labels, PackRecorder seen) => Score(
        "arbitrage", labels.Arbitrages, labels, seen,
        label => new Row(label.Block, label.Tx, label.IsReverted,
            $"account {label.Account} profit {label.Profit} of {label.ProfitToken} in {label.Swaps} swaps"),
        (label, signal) => signal.Tx == label.Tx,
        (label, signal) => EvidenceReader.Differences(
            signal,
            ("account", label.Account.ToString()),
            ("profitToken", label.ProfitToken.ToString()),
            ("profit", label.Profit.ToString()),
            ("swaps", label.Swaps.ToString())),
        isOneForOne: true);

    /// <summary>A liquidation matches on its transaction and borrower: one transaction may liquidate several.</summary>
    public static LabelScore Liquidations(LabelSet labels, PackRecorder seen) => Score(
        "liquidation", labels.Liquidations, labels, seen,
        label => new Row(label.Block, label.Tx, label.IsReverted,
            $"borrower {label.Borrower} debt {label.DebtAmount} of {label.DebtToken}"),
        (label, signal) => signal.Tx == label.Tx
            && EvidenceReader.Text(signal, "borrower") == label.Borrower.ToString(),
        (label, signal) => EvidenceReader.Differences(
            signal,
            ("liquidator", label.Liquidator.ToString()),
            ("debtToken", label.DebtToken.ToString()),
            ("debtAmount", label.DebtAmount.ToString()),
            ("collateralToken", label.CollateralToken.ToString()),
            ("collateralAmount", label.CollateralAmount.ToString())),
        isOneForOne: true);

    private static LabelScore Score<TLabel>(
        string detector, List<TLabel> all, LabelSet labels, PackRecorder seen, Func<TLabel, Row> describe,
        Func<TLabel, Signal, bool> matches, Func<TLabel, Signal, string> differences, bool isOneForOne)
    {
        Signal[] signals = [.. seen.Signals.Where(
            signal => signal.Detector == detector && signal.Block >= labels.FirstClassifiedBlock)];
        HashSet<Signal> used = [];
        List<Finding> misses = [], different = [], reverted = [];
        int expected = 0, outside = 0;

        // Reverted labels last: what a label that must be found explains is no violation.
        foreach (TLabel label in all.OrderBy(label => describe(label).IsReverted))
        {
            Row row = describe(label);
            if (!seen.Transactions.Contains(row.Tx))
            {
                outside++;
                continue;
            }

            Signal? best = signals.Where(signal => matches(label, signal) && !(isOneForOne && used.Contains(signal)))
                .MinBy(signal => differences(label, signal).Length);
            if (row.IsReverted)
            {
                if (best is not null) reverted.Add(row.ToFinding(""));
                continue;
            }

            expected++;
            if (best is null) misses.Add(row.ToFinding(NearText(signals, row.Tx)));
            else if (differences(label, best) is { Length: > 0 } text) different.Add(row.ToFinding("; found " + text));
            if (best is not null) used.Add(best);
        }

        if (!isOneForOne) used.UnionWith(signals.Where(signal => all.Exists(label => matches(label, signal))));
        return new LabelScore
        {
            Label = detector,
            Expected = expected,
            Found = expected - misses.Count,
            Exact = expected - misses.Count - different.Count,
            Reported = signals.Length,
            RevertedReported = reverted,
            Misses = misses,
            Differences = different,
            Extras = [.. signals.Where(signal => !used.Contains(signal))
                .Select(signal => new Finding(signal.Block, signal.Tx, signal.Summary))],
            OutsidePack = outside,
        };
    }

    private static string NearText(Signal[] signals, Hash256 tx)
    {
        Signal? near = Array.Find(signals, signal => signal.Tx == tx);
        return near is null ? "; found nothing on this transaction" : "; found " + near.Evidence.ToJsonString();
    }

    private readonly record struct Row(ulong Block, Hash256 Tx, bool IsReverted, string Text)
    {
        public Finding ToFinding(string found) => new(Block, Tx, Text + found);
    }
}
