using System.Buffers;
using System.Runtime.CompilerServices;

namespace Cordon.Domain.Memory;

/// <summary>One column of a table: a growable array that is kept and reused from block to block.</summary>
/// <remarks>Growing rents from the shared pool; clearing keeps the memory, so a warm table allocates nothing.</remarks>
public sealed class Column<T> where T : unmanaged
{
    private const int FirstCapacity = 64;

    private T[] _items = [];

    public int Count { get; private set; }

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return ref _items[index];
        }
    }

    public ReadOnlySpan<T> Span => _items.AsSpan(0, Count);

    public ReadOnlySpan<T> Slice(int start, int end) => _items.AsSpan(start, end - start);

    /// <summary>Appends and returns the new row's place, to be written in full by the caller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Add()
    {
        if (Count == _items.Length) Grow(Count + 1);
        return ref _items[Count++];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T item) => Add() = item;

    public void Clear() => Count = 0;

    /// <summary>Forgets the rows from <paramref name="count"/> on.</summary>
    public void Truncate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        Count = count;
    }

    /// <summary>Sorts the rows by their natural order.</summary>
    public void Sort() => _items.AsSpan(0, Count).Sort();

    private void Grow(int capacity)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(FirstCapacity, Math.Max(capacity, _items.Length * 2)));
        Span.CopyTo(larger);
        if (_items.Length > 0) ArrayPool<T>.Shared.Return(_items);
        _items = larger;
    }
}
