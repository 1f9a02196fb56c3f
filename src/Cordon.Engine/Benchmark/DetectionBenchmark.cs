using Cordon.Detection.Registry;
using Cordon.Domain.Blocks;
using Cordon.Engine.Benchmark.Labels;
using Cordon.Engine.Benchmark.Scores;
using Cordon.Engine.Pipeline;
using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark;

/// <summary>Scans labelled packs and compares what is found with the labels.</summary>
/// <param name="readers">Makes one reader a thread.</param>
/// <param name="detectors">Makes fresh detectors for a pack,
/// so that one pack's history does not colour another's.</param>
/// <param name="options">How to scan.</param>
public sealed class DetectionBenchmark(
    Func<IFactReader> readers, Func<DetectorSet> detectors, ScanOptions options)
{
    /// <summary>Scans one pack and scores it.</summary>
    /// <exception cref="LabelFormatException">A label is malformed.</exception>
    /// <exception cref="FileNotFoundException">The pack has no labels.jsonl.</exception>
    /// <exception cref="BlockFormatException">A block is malformed.</exception>
    public async Task<PackReport> RunAsync(BenchmarkPack pack, CancellationToken cancellation = default)
    {
        LabelSet labels = LabelReader.ReadFolder(pack.Folder);
        PackRecorder seen = new(labels.FirstClassifiedBlock);
        ScanSummary scan = await new Scanner(readers, detectors(), options).RunAsync(pack.Source, seen, cancellation);
        HashSet<Hash256> attacks = [.. labels.Attacks.Select(label => label.Tx)];
        return new PackReport
        {
            Pack = pack.Name,
            Scan = scan,
            Labels = [.. ScoreLabels(labels, seen)],
            Attacks = AttackScore.Of(labels, seen),
            Alarms = AlarmScore.Of(
                seen.Signals, attacks, seen.TransactionCount - attacks.Count(seen.Transactions.Contains)),
            UnknownLabels = labels.Unknown,
        };
    }

    private static IEnumerable<LabelScore> ScoreLabels(LabelSet labels, PackRecorder seen)
    {
        if (labels.Swaps.Count > 0) yield return SwapScorer.Score(labels, seen);
        if (labels.Sandwiches.Count > 0) yield return SignalScorer.Sandwiches(labels, seen);
        if (labels.Arbitrages.Count > 0) yield return SignalScorer.Arbitrages(labels, seen);
        if (labels.Liquidations.Count > 0) yield return SignalScorer.Liquidations(labels, seen);
    }
}
