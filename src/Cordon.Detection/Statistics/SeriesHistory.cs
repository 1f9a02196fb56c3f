using System.Buffers;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Statistics;

/// <summary>What detectors share whose state is a book of series: where it begins, and how it is kept.</summary>
public abstract class SeriesHistory : IHistoryDetector<SeriesBook>
{
    public abstract string Name { get; }

    public SeriesBook Initial => SeriesBook.Empty;

    /// <inheritdoc/>
    public abstract SeriesBook Advance(SeriesBook state, BlockFacts block, SignalBuffer signals);

    public void Settle(SeriesBook oldest) => oldest.Settle();

    public void Save(SeriesBook state, IBufferWriter<byte> destination) => state.Save(destination);

    public SeriesBook Load(ReadOnlySpan<byte> saved) => SeriesBook.Load(saved);
}
