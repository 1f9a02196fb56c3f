using System.Collections.Immutable;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Flows;

/// <summary>Runs transaction detectors side by side, so that the flows of a transaction are worked out once.</summary>
public sealed class TransactionScan(ImmutableArray<ITransactionDetector> detectors) : IDetector
{
    public string Name { get; } = string.Join('+', detectors.Select(detector => detector.Name));

    /// <summary>Joins the transaction scans among some detectors into one; the others keep their places.</summary>
    public static ImmutableArray<IDetector> Merge(IEnumerable<IDetector> all)
    {
        ILookup<bool, IDetector> byKind = all.ToLookup(detector => detector is TransactionScan);
        ImmutableArray<ITransactionDetector> inner =
            [.. byKind[true].Cast<TransactionScan>().SelectMany(scan => scan.Inner)];
        return inner.IsEmpty ? [.. byKind[false]] : [.. byKind[false], new TransactionScan(inner)];
    }

    private ImmutableArray<ITransactionDetector> Inner => detectors;

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        for (int tx = 0; tx < block.Data.Transactions.Count; tx++)
        {
            if (LoadedFlows.Of(block, tx) is not { } flows) continue;
            foreach (ITransactionDetector detector in detectors) detector.Inspect(flows, signals);
        }
    }
}
