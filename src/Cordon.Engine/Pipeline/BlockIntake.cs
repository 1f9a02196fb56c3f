using System.Runtime.ExceptionServices;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Pipeline;

/// <summary>Hands the source's blocks to the workers, one after the other, each in a free slot.</summary>
/// <remarks>A slot is free again only when its block has been delivered: this is what bounds the memory.</remarks>
internal sealed class BlockIntake : IAsyncDisposable
{
    // A thread with a long block does not hold up the others for as long as they have slots to go on with.
    private const int SlotsPerThread = 3;

    private readonly FreeSlots _slots;
    private readonly SemaphoreSlim _freeSlots;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly IAsyncEnumerator<RawBlock> _blocks;
    private readonly ScanStart _start;
    private readonly CancellationToken _stopped;
    private ExceptionDispatchInfo? _failure;
    private bool _isOver;
    private long _next;

    public BlockIntake(IBlockSource source, int threads, ScanStart start, CancellationToken stopped)
    {
        (_start, _stopped) = (start, stopped);
        _freeSlots = new SemaphoreSlim(threads * SlotsPerThread, threads * SlotsPerThread);
        _slots = new FreeSlots(threads * SlotsPerThread);
        _blocks = source.ReadAsync(stopped).GetAsyncEnumerator(stopped);
    }

    /// <summary>Returns the next block in its slot, null when there is none or the scan has stopped.</summary>
    public async ValueTask<BlockSlot?> NextAsync(IFactReader reader)
    {
        try
        {
            await _freeSlots.WaitAsync(_stopped);
            await _turn.WaitAsync(_stopped);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        try
        {
            return await TakeAsync(reader);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes a slot back whose block has been delivered or given up.</summary>
    public void Free(BlockSlot slot)
    {
        slot.Release();
        _slots.Return(slot);
        _freeSlots.Release();
    }

    /// <summary>Throws what the source threw.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    public async ValueTask DisposeAsync()
    {
        await _blocks.DisposeAsync();
        _turn.Dispose();
        _freeSlots.Dispose();
    }

    private async ValueTask<BlockSlot?> TakeAsync(IFactReader reader)
    {
        if (_isOver) return GiveUp();
        try
        {
            while (await _blocks.MoveNextAsync())
            {
                long sequence = _next++;
                if (sequence < _start.Skip)
                {
                    using RawBlock known = _blocks.Current;
                    if (sequence == _start.Skip - 1) _start.Verify(known, reader);
                    continue;
                }

                BlockSlot slot = _slots.Take(_blocks.Current.Bytes.Length);
                slot.Fill(_blocks.Current, sequence);
                return slot;
            }

            _start.VerifyEnd(_next);
        }
        catch (Exception failure)
        {
            // Cancellation is the scan's own doing; anything else is told once all earlier blocks are delivered.
            if (failure is not OperationCanceledException || !_stopped.IsCancellationRequested)
                _failure = ExceptionDispatchInfo.Capture(failure);
        }

        return GiveUp();
    }

    private BlockSlot? GiveUp()
    {
        _isOver = true;
        _freeSlots.Release(); // whoever waits for a slot shall learn that there is nothing to put into it
        return null;
    }
}
