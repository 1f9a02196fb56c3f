namespace Cordon.Engine.Pipeline;

/// <summary>Takes what a scan found, block by block and in block order, never two at once.</summary>
public interface IScanSink
{
    /// <summary>Takes one block; the scan waits for it. The block's facts are overwritten after the call.</summary>
    ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation);
}
