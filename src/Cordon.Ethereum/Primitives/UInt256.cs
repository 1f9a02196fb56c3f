using System.Buffers.Binary;
using System.Numerics;

namespace Cordon.Ethereum;

/// <summary>
/// An unsigned 256-bit integer, the word of the EVM. Operators wrap as the EVM does; in a <c>checked</c> context
/// <c>+ - * </c> and narrowing conversions throw <see cref="OverflowException"/> instead.
/// </summary>
/// <remarks>Four 64-bit limbs; nothing allocates except what makes a string or a <see cref="BigInteger"/>.</remarks>
public readonly partial struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>, IComparable, ISpanFormattable
{
    public const int SizeBytes = 32;
    public const int SizeBits = 256;

    private readonly ulong _u0; // least significant
    private readonly ulong _u1;
    private readonly ulong _u2;
    private readonly ulong _u3;

    public UInt256(ulong u0, ulong u1 = 0, ulong u2 = 0, ulong u3 = 0) => (_u0, _u1, _u2, _u3) = (u0, u1, u2, u3);

    /// <summary>Reads up to 32 big-endian bytes; fewer bytes are a smaller number, none is zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more than 32 bytes.</exception>
    public UInt256(ReadOnlySpan<byte> bigEndian)
    {
        if (bigEndian.Length != SizeBytes)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(bigEndian.Length, SizeBytes);
            Span<byte> word = stackalloc byte[SizeBytes];
            word.Clear();
            bigEndian.CopyTo(word[(SizeBytes - bigEndian.Length)..]);
            this = new UInt256(word);
            return;
        }

        _u3 = BinaryPrimitives.ReadUInt64BigEndian(bigEndian);
        _u2 = BinaryPrimitives.ReadUInt64BigEndian(bigEndian[8..]);
        _u1 = BinaryPrimitives.ReadUInt64BigEndian(bigEndian[16..]);
        _u0 = BinaryPrimitives.ReadUInt64BigEndian(bigEndian[24..]);
    }

    public static UInt256 Zero => default;

    public static UInt256 One => new(1);

    public static UInt256 MaxValue => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    public bool IsZero => (_u0 | _u1 | _u2 | _u3) == 0;

    /// <summary>Whether the value is below 2^64, so that <c>(ulong)</c> keeps all of it.</summary>
    public bool FitsInUInt64 => (_u1 | _u2 | _u3) == 0;

    /// <summary>The number of bits up to the highest set one: 0 for zero, 256 for the largest value.</summary>
    public int BitLength
    {
        get
        {
            if (_u3 != 0) return 256 - BitOperations.LeadingZeroCount(_u3);
            if (_u2 != 0) return 192 - BitOperations.LeadingZeroCount(_u2);
            if (_u1 != 0) return 128 - BitOperations.LeadingZeroCount(_u1);
            return 64 - BitOperations.LeadingZeroCount(_u0);
        }
    }

    /// <summary>The number of bytes up to the highest one that is not zero: 0 for zero, at most 32.</summary>
    public int ByteLength => (BitLength + 7) / 8;

    public static bool operator ==(UInt256 left, UInt256 right) => left.Equals(right);

    public static bool operator !=(UInt256 left, UInt256 right) => !left.Equals(right);

    public static bool operator <(UInt256 left, UInt256 right) => left.CompareTo(right) < 0;

    public static bool operator >(UInt256 left, UInt256 right) => left.CompareTo(right) > 0;

    public static bool operator <=(UInt256 left, UInt256 right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UInt256 left, UInt256 right) => left.CompareTo(right) >= 0;

    public static UInt256 Min(UInt256 left, UInt256 right) => left < right ? left : right;

    public static UInt256 Max(UInt256 left, UInt256 right) => left > right ? left : right;

    /// <summary>Writes 32 big-endian bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _u3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _u2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _u1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _u0);
    }

    public int CompareTo(UInt256 other)
    {
        if (_u3 != other._u3) return _u3.CompareTo(other._u3);
        if (_u2 != other._u2) return _u2.CompareTo(other._u2);
        if (_u1 != other._u1) return _u1.CompareTo(other._u1);
        return _u0.CompareTo(other._u0);
    }

    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        UInt256 other => CompareTo(other),
        _ => throw new ArgumentException($"A UInt256 does not compare with a {obj.GetType().Name}.", nameof(obj)),
    };

    public bool Equals(UInt256 other) =>
        ((_u0 ^ other._u0) | (_u1 ^ other._u1) | (_u2 ^ other._u2) | (_u3 ^ other._u3)) == 0;

    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_u0, _u1, _u2, _u3);
}
