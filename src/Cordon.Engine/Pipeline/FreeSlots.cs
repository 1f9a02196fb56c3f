namespace Cordon.Engine.Pipeline;

/// <summary>The slots that hold no block. A long block gets one that has held a long block before: memory grows by as
/// many long blocks as there are at once, not by one a slot.</summary>
internal sealed class FreeSlots
{
    private readonly Lock _lock = new();
    private readonly List<BlockSlot> _slots;

    public FreeSlots(int count) => _slots = [.. Enumerable.Range(0, count).Select(_ => new BlockSlot())];

    /// <summary>Takes the smallest slot that has room for a block, or the largest, which will have to grow.</summary>
    /// <exception cref="InvalidOperationException">None is free.</exception>
    public BlockSlot Take(int length)
    {
        lock (_lock)
        {
            if (_slots.Count == 0) throw new InvalidOperationException("no slot is free");
            int best = 0;
            for (int i = 1; i < _slots.Count; i++)
            {
                if (IsBetter(_slots[i].LengthMax, _slots[best].LengthMax, length)) best = i;
            }

            BlockSlot taken = _slots[best];
            _slots[best] = _slots[^1];
            _slots.RemoveAt(_slots.Count - 1);
            return taken;
        }
    }

    public void Return(BlockSlot slot)
    {
        lock (_lock) _slots.Add(slot);
    }

    private static bool IsBetter(int candidate, int best, int length) =>
        candidate >= length ? best < length || candidate < best : candidate > best;
}
