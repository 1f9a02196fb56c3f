using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Tells new transactions from known ones, and replacements from others, in bounded memory.</summary>
/// <remarks>Safe for several threads. What was forgotten for age counts as new again: looked at twice, never missed.
/// </remarks>
internal sealed class SeenTransactions(int countMax)
{
    private readonly Lock _lock = new();
    private readonly BoundedMap<Hash256, bool> _hashes = new(countMax);
    private readonly BoundedMap<(Address Sender, ulong Nonce), Hash256> _slots = new(countMax);

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _hashes.Count;
        }
    }

    /// <summary>Whether the hash is new; it is known from now on.</summary>
    public bool IsNew(Hash256 hash)
    {
        lock (_lock) return _hashes.Put(hash, true);
    }

    /// <summary>The other transaction that took the same sender's nonce before; null without.</summary>
    public Hash256? Place(Address sender, ulong nonce, Hash256 hash)
    {
        lock (_lock)
        {
            bool isTaken = _slots.TryGet((sender, nonce), out Hash256 earlier) && earlier != hash;
            _slots.Put((sender, nonce), hash);
            return isTaken ? earlier : null;
        }
    }
}
