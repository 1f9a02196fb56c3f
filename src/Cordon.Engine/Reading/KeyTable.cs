using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cordon.Engine.Reading;

/// <summary>Tells the known property names of one kind of object apart: one multiplication and one comparison a key.</summary>
/// <remarks>A perfect hash over a name's first eight bytes, last eight bytes and length, searched once at start.</remarks>
internal sealed class KeyTable
{
    public const int Unknown = -1;
    private const int Slots = 64;
    private const int SlotShift = 58;

    private readonly Entry[] _slots = new Entry[Slots];
    private readonly byte[][] _names;
    private readonly ulong _multiplier;

    /// <summary>A name's field number is its position.</summary>
    public KeyTable(params ReadOnlySpan<string> names)
    {
        _names = new byte[names.Length][];
        for (int i = 0; i < names.Length; i++) _names[i] = Encoding.UTF8.GetBytes(names[i]);
        _multiplier = 0x9E3779B97F4A7C15;
        while (!TryPlaceAll()) _multiplier = (_multiplier * 6364136223846793005) + 1442695040888963407;
    }

    public string NameOf(int field) => Encoding.UTF8.GetString(_names[field]);

    /// <summary>The field number of a name, or <see cref="Unknown"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<byte> name)
    {
        (ulong head, ulong tail) = Words(name);
        ref readonly Entry entry = ref _slots[SlotOf(head, tail, name.Length)];
        if (entry.Head != head || entry.Tail != tail || entry.Length != name.Length) return Unknown;
        return name.Length <= 2 * sizeof(ulong) || name.SequenceEqual(_names[entry.Field]) ? entry.Field : Unknown;
    }

    private bool TryPlaceAll()
    {
        Array.Clear(_slots);
        for (int i = 0; i < _names.Length; i++)
        {
            (ulong head, ulong tail) = Words(_names[i]);
            ref Entry entry = ref _slots[SlotOf(head, tail, _names[i].Length)];
            if (entry.Length != 0) return false;
            entry = new Entry(head, tail, _names[i].Length, i);
        }

        return true;
    }

    private int SlotOf(ulong head, ulong tail, int length) =>
        (int)(((head ^ BitOperations.RotateLeft(tail, 23) ^ (ulong)length) * _multiplier) >> SlotShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Head, ulong Tail) Words(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
            return (Unsafe.ReadUnaligned<ulong>(in name[0]), Unsafe.ReadUnaligned<ulong>(in name[^sizeof(ulong)]));

        ulong head = 0;
        for (int i = 0; i < name.Length; i++) head |= (ulong)name[i] << (8 * i);
        return (head, 0);
    }

    private readonly record struct Entry(ulong Head, ulong Tail, int Length, int Field);
}
