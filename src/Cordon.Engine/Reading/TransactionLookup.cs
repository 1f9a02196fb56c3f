using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>
/// Finds a transaction's row by its hash; the usual case, the same order everywhere, costs one comparison.
/// </summary>
internal sealed class TransactionLookup
{
    private const int FirstBuckets = 1024;

    private int[] _buckets = new int[FirstBuckets]; // row + 1; 0 is empty
    private bool _isBuilt;

    public void Clear() => _isBuilt = false;

    /// <summary>The row with a hash, -1 where there is none.</summary>
    /// <param name="transactions">The table searched; a row whose hash was unknown takes the one asked for.</param>
    /// <param name="hash">The hash looked for.</param>
    /// <param name="guess">The row where it should be.</param>
    public int Find(TransactionTable transactions, in Hash256 hash, int guess)
    {
        bool inRange = (uint)guess < (uint)transactions.Count;
        if (inRange && transactions.Hash[guess] == hash) return guess;
        if (!_isBuilt) Build(transactions);
        int slot = SlotOf(transactions, hash);
        if (_buckets[slot] != 0) return _buckets[slot] - 1;
        if (!inRange || !transactions.Hash[guess].IsZero) return -1;

        transactions.Hash[guess] = hash;
        _buckets[slot] = guess + 1;
        return guess;
    }

    private void Build(TransactionTable transactions)
    {
        while (_buckets.Length < transactions.Count * 2) _buckets = new int[_buckets.Length * 2];
        Array.Clear(_buckets);
        for (int row = 0; row < transactions.Count; row++)
        {
            if (transactions.Hash[row].IsZero) continue;
            int slot = SlotOf(transactions, transactions.Hash[row]);
            if (_buckets[slot] == 0) _buckets[slot] = row + 1;
        }

        _isBuilt = true;
    }

    /// <summary>Where a hash stands, or the empty place where it would.</summary>
    private int SlotOf(TransactionTable transactions, in Hash256 hash)
    {
        int mask = _buckets.Length - 1;
        int slot = hash.GetHashCode() & mask;
        while (_buckets[slot] != 0 && transactions.Hash[_buckets[slot] - 1] != hash) slot = (slot + 1) & mask;
        return slot;
    }
}
