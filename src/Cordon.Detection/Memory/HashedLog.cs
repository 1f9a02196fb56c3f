using System.Numerics;

namespace Cordon.Detection.Memory;

/// <summary>A queue of entries with an index: appended at the end, found by hash, let go of at the beginning.</summary>
/// <remarks>Positions only grow, so a position names an entry for ever: whoever holds two of them holds a value, for
/// as long as nobody releases it. Once it has its size it allocates nothing: memory of released entries is written
/// again. Appending and each step of a search are O(1).</remarks>
internal sealed class HashedLog<T> where T : struct, ILogged
{
    private const int CapacityMin = 16;

    private T[] _entries = new T[CapacityMin];
    private long[] _older = new long[CapacityMin]; // the entry before in the same bucket
    private long[] _newest = Empty(CapacityMin); // by bucket

    /// <summary>The position after the last entry.</summary>
    public long End { get; private set; }

    /// <summary>The position of the first entry that is still there.</summary>
    public long Begin { get; private set; }

    private int Mask => _entries.Length - 1;

    /// <summary>The entry at a position from <see cref="Begin"/> to before <see cref="End"/>.</summary>
    public ref readonly T this[long position] => ref _entries[(int)position & Mask];

    /// <summary>Appends an entry and returns its position.</summary>
    public long Append(in T entry)
    {
        if (End - Begin == _entries.Length) Grow();
        long position = End++;
        _entries[(int)position & Mask] = entry;
        Link(position, entry.LogHash);
        return position;
    }

    /// <summary>The position of the newest entry that may have a hash; before <see cref="Begin"/> where there is none.
    /// </summary>
    public long Newest(uint hash) => _newest[hash & (uint)Mask];

    /// <summary>The position of the next older entry that may have the same hash; before <see cref="Begin"/> where
    /// there is none.</summary>
    public long Older(long position) => _older[(int)position & Mask];

    /// <summary>Lets go of the entries before a position.</summary>
    public void Release(long begin) => Begin = Math.Clamp(begin, Begin, End);

    /// <summary>A log of its own with the entries between two positions, the first of them at 0.</summary>
    /// <exception cref="InvalidOperationException">Some of them have been let go of.</exception>
    public HashedLog<T> Copy(long begin, long end)
    {
        if (begin < Begin) throw Forgotten();
        HashedLog<T> copy = new();
        for (long position = begin; position < end; position++) copy.Append(this[position]);
        return copy;
    }

    /// <summary>The error of asking for a state after it was said that nobody would.</summary>
    public static InvalidOperationException Forgotten() =>
        new("The state is older than those that were to be kept.");

    private void Link(long position, uint hash)
    {
        ref long newest = ref _newest[hash & (uint)Mask];
        _older[(int)position & Mask] = newest;
        newest = position;
    }

    private void Grow()
    {
        T[] before = _entries;
        int maskBefore = Mask;
        int capacity = checked((int)BitOperations.RoundUpToPowerOf2((uint)before.Length + 1));
        (_entries, _older, _newest) = (new T[capacity], new long[capacity], Empty(capacity));
        for (long position = Begin; position < End; position++)
        {
            ref readonly T entry = ref before[(int)position & maskBefore];
            _entries[(int)position & Mask] = entry;
            Link(position, entry.LogHash);
        }
    }

    private static long[] Empty(int capacity)
    {
        long[] newest = new long[capacity];
        Array.Fill(newest, -1);
        return newest;
    }
}
