namespace Cordon.Engine.Pending;

/// <summary>Transactions that wait for simulation, the most urgent rank first and the oldest first within it.</summary>
/// <remarks>Never blocks who puts in: when it is full, the least urgent is skipped, and counted.</remarks>
internal sealed class PendingQueue(int countMax, PendingCounters counters) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Queue<PendingTransaction>[] _byRank =
        [.. Enum.GetValues<PendingRank>().Select(_ => new Queue<PendingTransaction>())];

    private int _count;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _count;
        }
    }

    /// <summary>Puts one in, in place of the oldest of the least urgent if need be.</summary>
    public void Offer(PendingTransaction transaction)
    {
        lock (_lock)
        {
            if (_count == countMax)
            {
                int least = LeastUrgent();
                if (least <= (int)transaction.Rank)
                {
                    CountSkipped(transaction);
                    return;
                }

                CountSkipped(_byRank[least].Dequeue());
                _byRank[(int)transaction.Rank].Enqueue(transaction);
                return;
            }

            _byRank[(int)transaction.Rank].Enqueue(transaction);
            _count++;
        }

        _waiting.Release();
    }

    /// <summary>The most urgent; waits for one.</summary>
    public async ValueTask<PendingTransaction> TakeAsync(CancellationToken cancellation)
    {
        await _waiting.WaitAsync(cancellation);
        lock (_lock)
        {
            _count--;
            return Array.Find(_byRank, queue => queue.Count > 0)!.Dequeue();
        }
    }

    public void Dispose() => _waiting.Dispose();

    private void CountSkipped(PendingTransaction transaction)
    {
        if (transaction.IsAgain) counters.NotRepeated();
        else counters.Skipped(transaction.Rank);
    }

    private int LeastUrgent() => Array.FindLastIndex(_byRank, queue => queue.Count > 0);
}
