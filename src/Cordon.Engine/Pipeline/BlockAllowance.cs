namespace Cordon.Engine.Pipeline;

/// <summary>Bounds the blocks in memory: a few of any length, more where they are short.</summary>
/// <remarks>Blocks are delivered in order, so that a long one holds up all behind it. While one thread works on it, the
/// others go on for as long as they may hold blocks: of usual ones that is enough for one ten times as long.</remarks>
internal sealed class BlockAllowance(int threads)
{
    private const int FewPerThread = 3;
    private const int MostPerThread = 8;
    private const long BytesPerThread = 16 << 20;

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private int _held;
    private long _bytes;
    private bool _isLifted;

    /// <summary>So many blocks are held at once at most.</summary>
    public static int Most(int threads) => threads * MostPerThread;

    private bool HasRoom => _isLifted || _held < threads * FewPerThread
        || (_held < Most(threads) && _bytes < threads * BytesPerThread);

    /// <summary>Returns when one more block may be held.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; nobody is to wait or enter after that.</exception>
    public Task EnterAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (HasRoom)
            {
                _held++;
                return Task.CompletedTask;
            }

            TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter);
            return waiter.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Says how long the block is for which somebody entered.</summary>
    public void Weigh(int length)
    {
        lock (_lock) _bytes += length;
    }

    /// <summary>Says that the block is held no more.</summary>
    public void Leave(int length)
    {
        lock (_lock)
        {
            _held--;
            _bytes -= length;
            LetIn();
        }
    }

    /// <summary>Lets everybody in from now on: there are no more blocks to hold.</summary>
    public void Lift()
    {
        lock (_lock)
        {
            _isLifted = true;
            LetIn();
        }
    }

    private void LetIn()
    {
        while (HasRoom && _waiting.TryDequeue(out TaskCompletionSource? waiter))
        {
            _held++;
            waiter.SetResult();
        }
    }
}
