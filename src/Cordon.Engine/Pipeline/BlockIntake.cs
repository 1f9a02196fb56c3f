using System.Runtime.ExceptionServices;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Pipeline;

/// <summary>Hands the source's blocks to the workers, one after the other, each in a free slot.</summary>
/// <remarks>A slot is free again only when its block has been delivered: this is what bounds the memory.</remarks>
internal sealed class BlockIntake : IAsyncDisposable
{
    private readonly FreeSlots _slots;
    private readonly BlockAllowance _allowance;
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
        _allowance = new BlockAllowance(threads);
        _slots = new FreeSlots(BlockAllowance.Most(threads));
        _blocks = source.ReadAsync(stopped).GetAsyncEnumerator(stopped);
    }

    /// <summary>Returns the next block in its slot, null when there is none or the scan has stopped.</summary>
    public async ValueTask<BlockSlot?> NextAsync(IFactReader reader)
    {
        (RawBlock Raw, long Sequence)? next;
        try
        {
            await _allowance.EnterAsync(_stopped);
            await _turn.WaitAsync(_stopped);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        try
        {
            next = await TakeAsync(reader);
        }
        finally
        {
            _turn.Release();
        }

        return next is { } block ? Load(block.Raw, block.Sequence) : null;
    }

    /// <summary>Takes a slot back whose block has been delivered or given up.</summary>
    public void Free(BlockSlot slot)
    {
        int length = slot.Length;
        slot.Release();
        _slots.Return(slot);
        _allowance.Leave(length);
    }

    /// <summary>Throws what the source threw.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    public async ValueTask DisposeAsync()
    {
        await _blocks.DisposeAsync();
        _turn.Dispose();
    }

    private async ValueTask<(RawBlock Raw, long Sequence)?> TakeAsync(IFactReader reader)
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

                return (_blocks.Current, sequence);
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

    // Out of turn: reading and decompressing a file is most of what the next worker would wait for.
    private BlockSlot Load(RawBlock raw, long sequence)
    {
        int length = 0;
        ExceptionDispatchInfo? failure = null;
        try
        {
            length = raw.Bytes.Length;
        }
        catch (Exception unreadable)
        {
            failure = ExceptionDispatchInfo.Capture(unreadable);
        }

        _allowance.Weigh(length);
        BlockSlot slot = _slots.Take(length);
        slot.Fill(raw, length, sequence, failure);
        return slot;
    }

    private (RawBlock, long)? GiveUp()
    {
        _isOver = true;
        _allowance.Lift(); // whoever waits shall learn that nothing comes
        return null;
    }
}
