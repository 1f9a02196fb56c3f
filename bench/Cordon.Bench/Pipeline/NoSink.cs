using Cordon.Engine.Pipeline;

namespace Cordon.Bench.Pipeline;

/// <summary>Throws away what a scan finds, and notes what was allocated in its second half,
/// when everything is warm.</summary>
internal sealed class NoSink(long transactions) : IScanSink
{
    private long _taken;
    private long _takenAtHalf;
    private long _allocatedAtHalf;

    /// <summary>Bytes allocated a transaction in the second half of the scan.</summary>
    public double AllocatedPerTransaction =>
        (double)(GC.GetTotalAllocatedBytes() - _allocatedAtHalf) / Math.Max(1, _taken - _takenAtHalf);

    public ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation)
    {
        _taken += block.Facts.Data.Transactions.Count;
        if (_takenAtHalf == 0 && _taken >= transactions / 2)
            (_takenAtHalf, _allocatedAtHalf) = (_taken, GC.GetTotalAllocatedBytes());
        return ValueTask.CompletedTask;
    }
}
