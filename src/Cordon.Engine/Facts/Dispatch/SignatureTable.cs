using System.Buffers.Binary;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Finds what to do with a call by its selector, or with a log by the head of its first topic.</summary>
/// <remarks>Filled once at start-up from signatures in text, then only read. Open addressing, expected O(1).</remarks>
internal sealed class SignatureTable(bool isOfCalls)
{
    private const int Slots = 4096;

    private readonly ulong[] _keys = new ulong[Slots];
    private readonly ushort[] _entries = new ushort[Slots];
    private readonly List<Entry> _all = [Entry.None];

    /// <summary>Handlers that add transfers: they run first, in execution order.</summary>
    public void Move(string signature, RowHandler handler)
    {
        Entry entry = this[signature];
        this[signature] = entry with { Moves = [.. entry.Moves, handler] };
    }

    /// <summary>Handlers that add every other fact: they run when the transaction's transfers are known.</summary>
    public void Mean(string signature, RowHandler handler)
    {
        Entry entry = this[signature];
        this[signature] = entry with { Means = [.. entry.Means, handler] };
    }

    /// <summary>Says what being called by this function shows an account to be.</summary>
    public void Mark(string signature, AccountMarks marks)
    {
        Entry entry = this[signature];
        this[signature] = entry with { Marks = entry.Marks | marks };
    }

    /// <summary>The entry of a selector or topic, 0 where there is none.</summary>
    public int Find(ulong key)
    {
        if (key == 0) return 0;

        int slot = SlotOf(key);
        while (_keys[slot] is var found && found != 0)
        {
            if (found == key) return _entries[slot];
            slot = (slot + 1) & (Slots - 1);
        }

        return 0;
    }

    /// <summary>Every signature that is read, in text.</summary>
    public IEnumerable<string> Names => _all.Skip(1).Select(entry => entry.Name);

    public Entry Of(int entry) => _all[entry];

    /// <summary>A function's selector, or the first eight bytes of an event's topic.</summary>
    public static ulong KeyOf(string signature, bool isOfCalls)
    {
        Span<byte> hash = stackalloc byte[Hash256.SizeBytes];
        Keccak256.HashUtf8(signature).CopyTo(hash);
        return isOfCalls
            ? BinaryPrimitives.ReadUInt32BigEndian(hash)
            : BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private Entry this[string signature]
    {
        get => _all[Find(KeyOf(signature, isOfCalls))];
        set => Set(KeyOf(signature, isOfCalls), value with { Name = signature });
    }

    private void Set(ulong key, Entry entry)
    {
        if (Find(key) is var existing && existing != 0)
        {
            _all[existing] = entry;
            return;
        }

        if (_all.Count * 2 > Slots) throw new InvalidOperationException("The signature table is too small.");
        int slot = SlotOf(key);
        while (_keys[slot] != 0) slot = (slot + 1) & (Slots - 1);
        _keys[slot] = key;
        _entries[slot] = (ushort)_all.Count;
        _all.Add(entry);
    }

    private static int SlotOf(ulong key) => (int)((key * 0x9E3779B97F4A7C15UL) >> 52);

    /// <summary>What one function or event means to the families that read it.</summary>
    internal sealed record Entry(string Name, RowHandler[] Moves, RowHandler[] Means, AccountMarks Marks)
    {
        public static Entry None { get; } = new("", [], [], AccountMarks.None);
    }
}
