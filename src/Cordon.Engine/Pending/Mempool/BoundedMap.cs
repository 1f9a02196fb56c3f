using System.Diagnostics.CodeAnalysis;

namespace Cordon.Engine.Pending;

/// <summary>Remembers the latest entries, up to a number; the oldest is forgotten first. Not thread-safe.</summary>
internal sealed class BoundedMap<TKey, TValue>(int countMax) where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _order = [];

    public int Count => _values.Count;

    /// <summary>Puts a value; false where the key was known, whose value is then the new one, at its old age.</summary>
    public bool Put(TKey key, TValue value)
    {
        bool isNew = !_values.ContainsKey(key);
        _values[key] = value;
        if (!isNew) return false;
        _order.Enqueue(key);
        if (_order.Count > countMax) _values.Remove(_order.Dequeue());
        return true;
    }

    /// <summary>Forgets a key before its time.</summary>
    public void Remove(TKey key) => _values.Remove(key);

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);
}
