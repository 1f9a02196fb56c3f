using System.Collections.Immutable;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Registry;

/// <summary>The detectors of one run, in the order in which they report.</summary>
/// <param name="Stateless">Run in parallel, a block each.</param>
/// <param name="Histories">Run in block order after those.</param>
public sealed record DetectorSet(ImmutableArray<IDetector> Stateless, ImmutableArray<HistoryStage> Histories)
{
    public static DetectorSet Empty { get; } = new([], []);
}
