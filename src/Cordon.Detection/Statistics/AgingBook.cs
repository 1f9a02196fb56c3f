using System.Collections.Immutable;

namespace Cordon.Detection.Statistics;

/// <summary>Values by key that are forgotten, the oldest first, by age or when there are too many. Immutable.</summary>
internal sealed class AgingBook<TKey, TValue>
    where TKey : notnull
{
    private readonly ImmutableDictionary<TKey, (ulong Block, TValue Value)> _values;
    private readonly ImmutableQueue<(ulong Block, TKey Key)> _order;
    private readonly int _queued;

    private AgingBook(
        ImmutableDictionary<TKey, (ulong, TValue)> values, ImmutableQueue<(ulong, TKey)> order, int queued) =>
        (_values, _order, _queued) = (values, order, queued);

    public static AgingBook<TKey, TValue> Empty { get; } =
        new(ImmutableDictionary<TKey, (ulong, TValue)>.Empty, [], 0);

    public int Count => _values.Count;

    public bool IsEmpty => _values.IsEmpty;

    /// <summary>What is remembered, oldest first; its order depends on what was put alone.</summary>
    public IEnumerable<(ulong Block, TKey Key, TValue Value)> Entries
    {
        get
        {
            foreach ((ulong block, TKey key) in _order)
            {
                if (_values.TryGetValue(key, out (ulong Block, TValue Value) entry) && entry.Block == block)
                    yield return (block, key, entry.Value);
            }
        }
    }

    public bool TryGet(TKey key, out TValue value) => TryGet(key, out _, out value);

    /// <summary>The value with the block it was put in.</summary>
    public bool TryGet(TKey key, out ulong block, out TValue value)
    {
        bool isKnown = _values.TryGetValue(key, out (ulong Block, TValue Value) entry);
        (block, value) = entry;
        return isKnown;
    }

    /// <summary>Puts a value; its age counts from this block.</summary>
    public AgingBook<TKey, TValue> Put(ulong block, TKey key, TValue value)
    {
        bool isQueued = _values.TryGetValue(key, out (ulong Block, TValue) known) && known.Block == block;
        return new AgingBook<TKey, TValue>(
            _values.SetItem(key, (block, value)),
            isQueued ? _order : _order.Enqueue((block, key)),
            isQueued ? _queued : _queued + 1);
    }

    /// <summary>Changes the value of a known key; its age stays.</summary>
    public AgingBook<TKey, TValue> Change(TKey key, TValue value) =>
        new(_values.SetItem(key, (_values[key].Block, value)), _order, _queued);

    /// <summary>Forgets what was put before a block, and the oldest beyond a number.</summary>
    public AgingBook<TKey, TValue> Forget(ulong before, int countMax)
    {
        (var values, var order, int queued) = (_values, _order, _queued);
        while (queued > 0 && (order.Peek().Block < before || queued > countMax))
        {
            order = order.Dequeue(out (ulong Block, TKey Key) oldest);
            queued--;
            if (values.TryGetValue(oldest.Key, out (ulong Block, TValue) entry) && entry.Block == oldest.Block)
                values = values.Remove(oldest.Key);
        }

        return queued == _queued ? this : new AgingBook<TKey, TValue>(values, order, queued);
    }
}
