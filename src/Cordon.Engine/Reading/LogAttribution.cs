using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading;

/// <summary>
/// Guesses which frame emitted each of a receipt's logs: the next frame, in order, that acts as the emitter.
/// </summary>
/// <remarks>
/// Receipts list logs in execution order, so the frame is one still open after the last log's or one begun later.
/// Once a frame has emitted, the frames below it begun by then are over. Frames that failed or run under a static call
/// can't emit.
/// </remarks>
internal sealed class LogAttribution(ReadingState state)
{
    private int _cursor; // the last frame begun
    private int _open;   // the innermost frame that may still run
    private int _end;

    public void Begin(int tx)
    {
        RowRange calls = state.Block.Transactions.Calls[tx];
        _cursor = _open = calls.Start;
        _end = calls.End;
    }

    /// <summary>The frame and the last call begun before the log, -1 where no frame fits.</summary>
    public (int Call, int AfterCall) Next(in StagedLog log)
    {
        CallTable calls = state.Block.Calls;
        if (_cursor >= _end) return (-1, -1);
        for (int open = _open; open >= 0; open = calls.Parent[open])
        {
            if (!CanEmit(open, log.Address)) continue;
            _open = open;
            return (open, _cursor);
        }

        for (int later = _cursor + 1; later < _end; later++)
        {
            if (!CanEmit(later, log.Address)) continue;
            _cursor = _open = later;
            return (later, later);
        }

        return (-1, _cursor);
    }

    private bool CanEmit(int call, AccountId emitter) =>
        state.Block.Calls.Self[call] == emitter && state.Block.Calls.TookEffect(call)
        && state.Block.Calls.Kind[call] is not (CallKind.StaticCall or CallKind.SelfDestruct);
}
