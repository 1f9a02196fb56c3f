using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cordon.Engine.Reading;

/// <summary>Measures runs of hex digits, 32 bytes a step.</summary>
internal static class HexRun
{
    /// <summary>Offset of the first byte from <paramref name="at"/> on that is no hex digit, or the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int End(ReadOnlySpan<byte> bytes, int at)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        while (at <= bytes.Length - Vector256<byte>.Count)
        {
            Vector256<byte> text = Vector256.LoadUnsafe(ref start, (nuint)at);
            uint others = ~IsHex(text).ExtractMostSignificantBits();
            if (others != 0) return at + BitOperations.TrailingZeroCount(others);
            at += Vector256<byte>.Count;
        }

        while (at < bytes.Length && char.IsAsciiHexDigit((char)bytes[at])) at++;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsHex(Vector256<byte> text)
    {
        Vector256<byte> fromZero = text - Vector256.Create((byte)'0');
        Vector256<byte> fromA = (text | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a');
        return Vector256.LessThan(fromZero, Vector256.Create((byte)10))
            | Vector256.LessThan(fromA, Vector256.Create((byte)6));
    }
}
