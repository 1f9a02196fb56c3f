using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Transactions that wait for simulation, in fair turns of their senders, and within a turn the most urgent
/// first. Safe for several threads.</summary>
/// <remarks>Never blocks who puts in: when it is full, what would be last is skipped, and counted, and comes back when
/// a place becomes free; of what was skipped the least is forgotten.
/// <para>A transaction that is the n-th of its sender and rank is not skipped while fewer than
/// <c>places / (turns × shares)</c> other senders are about, however much each sends: <c>turns</c> is n over the rank's
/// own share (<see cref="SenderTurns.ShareOf"/>), rounded up, <c>shares</c> the sum of those of its rank and of the
/// more urgent ones. And of its rank only those count that call a contract as strange and pay as much. With 4,096
/// places the first call of a stranger takes 373 funded senders who each show eleven transactions to be skipped, eight
/// of them naming a protected contract; or 4,096 who each show one and pay as much.</para></remarks>
internal sealed class PendingQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _ready = new(0);
    private readonly SortedSet<QueuedTransaction> _waiting = new(QueuedTransaction.Order);
    private readonly SortedSet<QueuedTransaction> _skipped = new(QueuedTransaction.Order); // all after those that wait
    private readonly int _countMax;
    private readonly int _returnMax;
    private readonly FamiliarContracts _familiar;
    private readonly PendingCounters _counters;
    private readonly Func<UInt256> _baseFee;
    private readonly SenderTurns _turns;
    private long _number;

    /// <param name="countMax">Transactions that may wait.</param>
    /// <param name="returnMax">Of those skipped, how many may come back.</param>
    /// <param name="familiar">What is known of contracts.</param>
    /// <param name="counters">Told of what is skipped.</param>
    /// <param name="baseFee">Of the latest block, in wei per gas; null for none.</param>
    public PendingQueue(
        int countMax, int returnMax, FamiliarContracts familiar, PendingCounters counters,
        Func<UInt256>? baseFee = null)
    {
        (_countMax, _returnMax, _familiar, _counters) = (countMax, returnMax, familiar, counters);
        _baseFee = baseFee ?? (() => UInt256.Zero);
        _turns = new SenderTurns(countMax);
    }

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>Puts one in, in place of the last if need be.</summary>
    public void Offer(PendingTransaction transaction)
    {
        UInt256 baseFee = _baseFee();
        lock (_lock)
        {
            _waiting.Add(new QueuedTransaction(transaction, _turns.Enter(transaction), _number++, baseFee)
            {
                IsFamiliar = _familiar.Knows(transaction.To),
            });
            if (_waiting.Count > _countMax)
            {
                SkipLast();
                return;
            }
        }

        _ready.Release();
    }

    /// <summary>The first; waits for one.</summary>
    public async ValueTask<PendingTransaction> TakeAsync(CancellationToken cancellation)
    {
        await _ready.WaitAsync(cancellation);
        lock (_lock)
        {
            QueuedTransaction first = _waiting.Min!;
            _waiting.Remove(first);
            _turns.Take(first.Transaction);
            if (first.WasSkipped) _counters.Returned();
            if (_skipped.Count > 0)
            {
                Return();
                _ready.Release();
            }

            return first.Transaction;
        }
    }

    /// <summary>A call of a contract was looked at.</summary>
    /// <param name="wasQuiet">Nothing came of it. What waits to call a contract of which this is known by now goes
    /// after calls of strangers, and no longer after them where something came of it.</param>
    public void Note(Address? contract, bool wasQuiet)
    {
        if (!_familiar.Note(contract, wasQuiet)) return;
        lock (_lock)
        {
            bool isFamiliar = _familiar.Knows(contract); // by now: another thread may have noted one
            foreach (SortedSet<QueuedTransaction> set in (SortedSet<QueuedTransaction>[])[_waiting, _skipped])
            {
                QueuedTransaction[] calling = [.. set.Where(queued => queued.Transaction.To == contract)];
                foreach (QueuedTransaction queued in calling)
                {
                    set.Remove(queued);
                    queued.IsFamiliar = isFamiliar;
                    set.Add(queued);
                }
            }

            while (_skipped.Count > 0 && QueuedTransaction.Order.Compare(_skipped.Min, _waiting.Max) < 0)
            {
                Return();
                SkipLast();
            }
        }
    }

    public void Dispose() => _ready.Dispose();

    private void Return()
    {
        QueuedTransaction best = _skipped.Min!;
        _skipped.Remove(best);
        _waiting.Add(best);
        _counters.Skipped(best.Transaction.Rank, -1);
    }

    private void SkipLast()
    {
        QueuedTransaction last = _waiting.Max!;
        _waiting.Remove(last);
        if (last.Transaction.IsAgain)
        {
            _counters.NotRepeated();
            _turns.Leave(last.Transaction);
            return;
        }

        _counters.Skipped(last.Transaction.Rank);
        last.WasSkipped = true;
        _skipped.Add(last);
        if (_skipped.Count <= _returnMax) return;
        QueuedTransaction least = _skipped.Max!;
        _skipped.Remove(least);
        _turns.Leave(least.Transaction);
    }
}
