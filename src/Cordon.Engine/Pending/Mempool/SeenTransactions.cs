using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Tells new transactions from known ones, and from those that are in a block, in bounded memory.</summary>
/// <remarks>Safe for several threads. What was forgotten for age counts as new again: looked at twice, never missed.
/// </remarks>
internal sealed class SeenTransactions(int countMax)
{
    private const int BlocksMax = 256;

    private readonly Lock _lock = new();
    private readonly BoundedMap<Hash256, ulong?> _blocks = new(countMax); // null: in none
    private readonly BoundedMap<Hash256, bool> _bodies = new(countMax);
    private readonly LinkedList<MinedBlock> _mined = [];

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _blocks.Count;
        }
    }

    /// <summary>Whether the hash is new; it is known from now on.</summary>
    public bool IsNew(Hash256 hash)
    {
        lock (_lock) return !_blocks.TryGet(hash, out _) && _blocks.Put(hash, null);
    }

    /// <summary>Whether its body comes for the first time; it is known from now on.</summary>
    public bool IsNewBody(Hash256 hash)
    {
        lock (_lock) return _bodies.Put(hash, true);
    }

    /// <summary>A body could not be had: its hash is new again when a node announces it, unless the body came another
    /// way or is in a block.</summary>
    public void Forget(Hash256 hash)
    {
        lock (_lock)
        {
            bool isOpen = _blocks.TryGet(hash, out ulong? block) && block is null && !_bodies.TryGet(hash, out _);
            if (isOpen) _blocks.Remove(hash);
        }
    }

    /// <summary>Whether it is in a block of the chain.</summary>
    public bool IsMined(Hash256 hash)
    {
        lock (_lock) return _blocks.TryGet(hash, out ulong? block) && block is not null;
    }

    /// <summary>Whether a block belongs to the chain as far as it was taken note of.</summary>
    public bool IsNoted(Hash256 block)
    {
        lock (_lock) return _mined.Any(noted => noted.Hash == block);
    }

    /// <summary>Whether a block of that number or of an earlier one was taken note of, and is remembered.</summary>
    public bool ReachesTo(ulong number)
    {
        lock (_lock) return _mined.First is { } first && first.Value.Number <= number;
    }

    /// <summary>Takes note of a block. Those of its number and above were reorganised away: their transactions are new
    /// again when a node announces them.</summary>
    public void NoteMined(MinedBlock block)
    {
        lock (_lock)
        {
            while (_mined.Last is { } latest && latest.Value.Number >= block.Number)
            {
                foreach (Hash256 hash in latest.Value.Transactions)
                {
                    _blocks.Remove(hash);
                    _bodies.Remove(hash);
                }

                _mined.RemoveLast();
            }

            foreach (Hash256 hash in block.Transactions) _blocks.Put(hash, block.Number);
            _mined.AddLast(block);
            if (_mined.Count > BlocksMax) _mined.RemoveFirst();
        }
    }
}
