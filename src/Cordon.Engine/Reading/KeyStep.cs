using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cordon.Engine.Reading;

/// <summary>One property name that was met, with what followed it the last time.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct KeyStep
{
    /// <summary>The longest name that is remembered: with all signs around it fits one vector.</summary>
    public const int NameMax = 27;

    // A sign that is not compared, then "name": and, where the value is a string, its quote.
    private Vector256<byte> _text;
    private Vector256<byte> _mask;

    /// <summary>Bytes from the comma or brace before the name up to its value, within the quote of a string.</summary>
    public int Length;

    /// <summary>The name's number, <see cref="KeyTable.Unknown"/> where it does not matter.</summary>
    public int Field;

    /// <summary>The step that came next.</summary>
    public int Next;

    /// <summary>The step that came next before that one.</summary>
    public int Other;

    /// <summary>Length of the string that was the value.</summary>
    public int ValueLength;

    /// <summary>1 where the value is a string.</summary>
    public int Quote;

    /// <summary>A step that no name matches.</summary>
    public static KeyStep Nothing => new() { _mask = Vector256<byte>.AllBitsSet, Field = KeyTable.Unknown };

    public static KeyStep Of(ReadOnlySpan<byte> name, int field, bool isText)
    {
        Span<byte> text = stackalloc byte[Vector256<byte>.Count];
        Span<byte> mask = stackalloc byte[Vector256<byte>.Count];
        text.Clear();
        mask.Clear();
        int length = name.Length + (isText ? 5 : 4);
        name.CopyTo(text[2..]);
        text[1] = text[name.Length + 2] = (byte)'"';
        text[name.Length + 3] = (byte)':';
        if (isText) text[name.Length + 4] = (byte)'"';
        mask[1..length].Fill(byte.MaxValue);
        return new KeyStep
        {
            _text = Vector256.Create<byte>(text),
            _mask = Vector256.Create<byte>(mask),
            Length = length,
            Field = field,
            Quote = isText ? 1 : 0,
        };
    }

    /// <summary>
    /// Whether this name stands behind the sign that the text begins with; a whole vector is readable.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Matches(ref readonly byte text) =>
        ((Vector256.LoadUnsafe(in text) ^ _text) & _mask) == Vector256<byte>.Zero;

    /// <summary>Whether this is the step of a name.</summary>
    public readonly bool IsOf(ReadOnlySpan<byte> name, bool isText)
    {
        if (Length != name.Length + (isText ? 5 : 4) || Quote != (isText ? 1 : 0)) return false;
        for (int i = 0; i < name.Length; i++)
        {
            if (_text[i + 2] != name[i]) return false;
        }

        return true;
    }
}
