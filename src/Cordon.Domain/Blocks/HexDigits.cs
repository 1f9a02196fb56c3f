using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cordon.Ethereum;

namespace Cordon.Domain.Blocks;

/// <summary>Decodes hex digits of either case that the reader has already checked.</summary>
/// <remarks>Other characters give some value without harm. 32 digits a step; a word costs a few nanoseconds.</remarks>
public static class HexDigits
{
    private const int HalfDigits = 32;
    private const int TailDigits = 8;

    /// <summary>64 digits to a word.</summary>
    public static UInt256 Word(ReadOnlySpan<byte> digits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digits.Length, 2 * HalfDigits);
        Vector128<ulong> high = Half(digits).AsUInt64();
        Vector128<ulong> low = Half(digits[HalfDigits..]).AsUInt64();
        return new UInt256(BigEndian(low[1]), BigEndian(low[0]), BigEndian(high[1]), BigEndian(high[0]));
    }

    /// <summary>64 digits to a hash.</summary>
    public static Hash256 Hash(ReadOnlySpan<byte> digits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digits.Length, 2 * HalfDigits);
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes];
        Half(digits).CopyTo(bytes);
        Half(digits[HalfDigits..]).CopyTo(bytes[(HalfDigits / 2)..]);
        return new Hash256(bytes);
    }

    /// <summary>40 digits to an address.</summary>
    public static Address Address(ReadOnlySpan<byte> digits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digits.Length, HalfDigits + TailDigits);
        Span<byte> bytes = stackalloc byte[Ethereum.Address.SizeBytes];
        Half(digits).CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(HalfDigits / 2)..], Tail(digits[HalfDigits..]));
        return new Address(bytes);
    }

    /// <summary>8 digits to a number, as a selector is written.</summary>
    public static uint Selector(ReadOnlySpan<byte> digits) =>
        BinaryPrimitives.ReverseEndianness(Tail(digits[..TailDigits]));

    /// <summary>The first 16 of a topic's digits to a number, enough to tell events apart.</summary>
    public static ulong Signature(ReadOnlySpan<byte> digits) =>
        ((ulong)Selector(digits) << 32) | Selector(digits[TailDigits..]);

    /// <summary>The number that the last digits of a text make.</summary>
    /// <param name="text">16 bytes, of which the last ones are the digits.</param>
    /// <param name="digits">How many, 1 to 16.</param>
    public static ulong Quantity(ReadOnlySpan<byte> text, int digits)
    {
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(text[TailDigits..]);
        if (digits <= TailDigits) return Number(low & (ulong.MaxValue << (8 * (TailDigits - digits))));
        ulong high = BinaryPrimitives.ReadUInt64LittleEndian(text);
        high &= ulong.MaxValue << (8 * ((2 * TailDigits) - digits));
        return (Number(high) << 32) | Number(low);
    }

    // A letter has bit 6 set and its low nibble runs from 1: nine more makes it the digit's value.
    private static Vector128<byte> Half(ReadOnlySpan<byte> digits)
    {
        Vector256<byte> text = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(digits[..HalfDigits]));
        Vector256<byte> letter = Vector256.Create((byte)0x40);
        Vector256<byte> nine = Vector256.Equals(text & letter, letter) & Vector256.Create((byte)9);
        Vector256<ushort> nibbles = ((text & Vector256.Create((byte)0xf)) + nine).AsUInt16();
        Vector256<ushort> bytes = ((nibbles << 4) | (nibbles >> 8)) & Vector256.Create((ushort)0xff);
        return Vector128.Narrow(bytes.GetLower(), bytes.GetUpper());
    }

    /// <summary>8 digits to 4 bytes in the order of a little-endian store.</summary>
    private static uint Tail(ReadOnlySpan<byte> digits) => Tail(BinaryPrimitives.ReadUInt64LittleEndian(digits));

    private static uint Tail(ulong text)
    {
        ulong nibbles = (text & 0x0f0f0f0f0f0f0f0f) + (9 * ((text >> 6) & 0x0101010101010101));
        ulong pairs = ((nibbles << 4) | (nibbles >> 8)) & 0x00ff00ff00ff00ff;
        pairs = (pairs | (pairs >> 8)) & 0x0000ffff0000ffff;
        return (uint)(pairs | (pairs >> 16));
    }

    private static ulong Number(ulong text) => BinaryPrimitives.ReverseEndianness(Tail(text));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BigEndian(ulong littleEndian) => BinaryPrimitives.ReverseEndianness(littleEndian);
}
