using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cordon.Engine.Reading;

/// <summary>One property name that was met, with what followed it the last time.</summary>
internal struct KeyStep
{
    /// <summary>The longest name that is remembered: with quotes and colon it fits one vector.</summary>
    public const int NameMax = 28;

    private Vector256<byte> _text; // "name":
    private Vector256<byte> _mask;

    /// <summary>Bytes of the name with its quotes and colon.</summary>
    public int Length;

    /// <summary>The name's number, <see cref="KeyTable.Unknown"/> where it does not matter.</summary>
    public int Field;

    /// <summary>The step that came next.</summary>
    public int Next;

    /// <summary>The step that came next before that one.</summary>
    public int Other;

    /// <summary>Length of the string that was the value.</summary>
    public int ValueLength;

    /// <summary>A step that no name matches.</summary>
    public static KeyStep Nothing =>
        new() { _mask = Vector256<byte>.AllBitsSet, Field = KeyTable.Unknown };

    public static KeyStep Of(ReadOnlySpan<byte> name, int field)
    {
        Span<byte> text = stackalloc byte[Vector256<byte>.Count];
        Span<byte> mask = stackalloc byte[Vector256<byte>.Count];
        text.Clear();
        mask.Clear();
        text[0] = text[name.Length + 1] = (byte)'"';
        text[name.Length + 2] = (byte)':';
        name.CopyTo(text[1..]);
        mask[..(name.Length + 3)].Fill(byte.MaxValue);
        return new KeyStep
        {
            _text = Vector256.Create<byte>(text),
            _mask = Vector256.Create<byte>(mask),
            Length = name.Length + 3,
            Field = field,
        };
    }

    /// <summary>Whether the text, of which a whole vector is readable, begins with this name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Matches(ref readonly byte text) =>
        ((Vector256.LoadUnsafe(in text) ^ _text) & _mask) == Vector256<byte>.Zero;
}
