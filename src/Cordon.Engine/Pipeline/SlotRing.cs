using System.Runtime.ExceptionServices;

namespace Cordon.Engine.Pipeline;

/// <summary>Puts the workers' blocks back in order:
/// whoever completes the next one delivers it and those behind it.</summary>
internal sealed class SlotRing(ScanSequencer sequencer, BlockIntake intake, CancellationTokenSource stop)
{
    private readonly Dictionary<long, BlockSlot> _ready = [];
    private readonly Lock _lock = new();
    private ExceptionDispatchInfo? _failure;
    private long _next = -1;
    private bool _isDelivering;

    /// <summary>Delivers the block, or leaves it to the worker that is delivering.</summary>
    public async ValueTask DeliverAsync(BlockSlot slot)
    {
        lock (_lock)
        {
            _ready.Add(slot.Sequence, slot);
            if (_isDelivering) return;
            _isDelivering = true;
        }

        while (NextReady() is { } next)
        {
            await DeliverOneAsync(next);
            intake.Free(next);
        }
    }

    /// <summary>Throws what stopped the delivery.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    private BlockSlot? NextReady()
    {
        lock (_lock)
        {
            if (_next < 0) _next = sequencer.FirstSequence;
            if (_ready.Remove(_next, out BlockSlot? slot))
            {
                _next++;
                return slot;
            }

            _isDelivering = false;
            return null;
        }
    }

    private async ValueTask DeliverOneAsync(BlockSlot slot)
    {
        if (stop.IsCancellationRequested) return; // after a failure or a cancellation nothing more is delivered
        try
        {
            slot.Failure?.Throw();
            await sequencer.TakeAsync(slot, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The caller's cancellation: Scanner throws it.
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            await stop.CancelAsync();
        }
    }
}
