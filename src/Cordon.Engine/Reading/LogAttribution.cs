using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading;

/// <summary>
/// Guesses which frame emitted each of a receipt's logs: the next frame, in order, that acts as the emitter.
/// </summary>
/// <remarks>
/// Receipts list logs in execution order, so the frame is one still open after the last log's or one begun later.
/// Once a frame has emitted, the frames below it begun by then are over. Frames that failed or run under a static call
/// can't emit. A recording that fits itself needs about one step a call and a log; one whose logs fit nothing would
/// need their product, so the steps are bounded and the rest of its logs fit no frame.
/// </remarks>
internal sealed class LogAttribution(ReadingState state)
{
    private const int StepsPerRow = 64;

    private int _cursor; // the last frame begun
    private int _open;   // the innermost frame that may still run
    private int _end;
    private long _steps; // left

    /// <param name="tx">The transaction.</param>
    /// <param name="logs">How many logs will be asked for.</param>
    public void Begin(int tx, int logs)
    {
        RowRange calls = state.Block.Transactions.Calls[tx];
        _cursor = _open = calls.Start;
        _end = calls.End;
        _steps = StepsPerRow * ((long)calls.Count + logs);
    }

    /// <summary>The frame and the last call begun before the log, -1 where no frame fits.</summary>
    public (int Call, int AfterCall) Next(in StagedLog log)
    {
        CallTable calls = state.Block.Calls;
        if (_cursor >= _end) return (-1, -1);
        if (_steps <= 0) return (-1, _cursor);
        for (int open = _open; open >= 0; open = calls.Parent[open])
        {
            _steps--;
            if (!CanEmit(open, log.Address)) continue;
            _open = open;
            return (open, _cursor);
        }

        for (int later = _cursor + 1; later < _end; later++)
        {
            _steps--;
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
