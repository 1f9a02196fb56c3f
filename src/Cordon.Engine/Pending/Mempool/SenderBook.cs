using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>The unmined transactions of each sender by nonce, as far as they are known: of two with the same nonce, the
/// one that pays more. Bounded in number and bytes, the oldest is forgotten first. Safe for several threads.</summary>
internal sealed class SenderBook(int countMax, long bytesMax)
{
    private const int OverheadBytes = 512; // of one entry, besides its input

    private readonly Lock _lock = new();
    private readonly Dictionary<Address, SortedList<ulong, PendingTransaction>> _bySender = [];
    private readonly Queue<(Address Sender, ulong Nonce, Hash256 Hash)> _order = [];
    private long _bytes;

    /// <summary>Bytes that the remembered transactions take, about.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock) return _bytes;
        }
    }

    /// <summary>Takes a transaction in.</summary>
    /// <returns>The one of the same sender and nonce that it replaces by paying more; null where there is none, or the
    /// known one pays as much.</returns>
    public Hash256? Place(PendingTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        lock (_lock)
        {
            PendingTransaction? earlier = Find(transaction.From, transaction.Nonce);
            if (earlier is not null && (earlier.Hash == transaction.Hash || PriceOf(transaction) <= PriceOf(earlier)))
                return null;
            if (earlier is not null) Remove(earlier);
            Add(transaction);
            return earlier?.Hash;
        }
    }

    /// <summary>Whether one that pays more has taken the transaction's nonce.</summary>
    public bool IsReplaced(PendingTransaction transaction)
    {
        lock (_lock)
        {
            return Find(transaction.From, transaction.Nonce) is { } known && known.Hash != transaction.Hash
                && PriceOf(known) > PriceOf(transaction);
        }
    }

    /// <summary>The same sender's transactions of lower nonces, lowest first.</summary>
    public IReadOnlyList<PendingTransaction> Before(PendingTransaction transaction)
    {
        lock (_lock)
        {
            if (!_bySender.TryGetValue(transaction.From, out SortedList<ulong, PendingTransaction>? own)
                || own.GetKeyAtIndex(0) >= transaction.Nonce) return [];
            return [.. own.Values.TakeWhile(earlier => earlier.Nonce < transaction.Nonce)];
        }
    }

    /// <summary>The same sender's transactions of higher nonces, lowest first.</summary>
    public IReadOnlyList<PendingTransaction> After(PendingTransaction transaction)
    {
        lock (_lock)
        {
            if (!_bySender.TryGetValue(transaction.From, out SortedList<ulong, PendingTransaction>? own)
                || own.GetKeyAtIndex(own.Count - 1) <= transaction.Nonce) return [];
            return [.. own.Values.SkipWhile(later => later.Nonce <= transaction.Nonce)];
        }
    }

    /// <summary>Forgets what can no longer be mined: nonces that the chain has passed.</summary>
    public void ForgetBelow(Address sender, ulong nonce)
    {
        lock (_lock)
        {
            while (_bySender.TryGetValue(sender, out SortedList<ulong, PendingTransaction>? own)
                && own.GetKeyAtIndex(0) < nonce) Remove(own.GetValueAtIndex(0));
        }
    }

    private PendingTransaction? Find(Address sender, ulong nonce) =>
        _bySender.TryGetValue(sender, out SortedList<ulong, PendingTransaction>? own)
            ? own.GetValueOrDefault(nonce)
            : null;

    private void Add(PendingTransaction transaction)
    {
        if (!_bySender.TryGetValue(transaction.From, out SortedList<ulong, PendingTransaction>? own))
            _bySender[transaction.From] = own = [];
        own[transaction.Nonce] = transaction;
        _bytes += SizeOf(transaction);
        _order.Enqueue((transaction.From, transaction.Nonce, transaction.Hash));
        while (_order.Count > countMax || _bytes > bytesMax)
        {
            (Address sender, ulong nonce, Hash256 hash) = _order.Dequeue();
            if (Find(sender, nonce) is { } oldest && oldest.Hash == hash) Remove(oldest);
        }
    }

    private void Remove(PendingTransaction transaction)
    {
        SortedList<ulong, PendingTransaction> own = _bySender[transaction.From];
        own.Remove(transaction.Nonce);
        if (own.Count == 0) _bySender.Remove(transaction.From);
        _bytes -= SizeOf(transaction);
    }

    private static long SizeOf(PendingTransaction transaction) => OverheadBytes + transaction.Input.Length;

    private static UInt256 PriceOf(PendingTransaction transaction) =>
        transaction.MaxFeePerGas ?? transaction.GasPrice ?? default;
}
