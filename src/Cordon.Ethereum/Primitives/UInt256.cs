using System.Buffers.Binary;
using System.Numerics;

namespace Cordon.Ethereum;

/// <summary>An unsigned 256-bit integer, the word of the EVM. Operators wrap as the EVM does.</summary>
public readonly struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>
{
    public const int SizeBytes = 32;

    private readonly ulong _u0; // least significant
    private readonly ulong _u1;
    private readonly ulong _u2;
    private readonly ulong _u3;

    public UInt256(ulong u0, ulong u1 = 0, ulong u2 = 0, ulong u3 = 0) => (_u0, _u1, _u2, _u3) = (u0, u1, u2, u3);

    /// <summary>Reads up to 32 big-endian bytes.</summary>
    public UInt256(ReadOnlySpan<byte> bigEndian)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bigEndian.Length, SizeBytes);
        Span<byte> word = stackalloc byte[SizeBytes];
        word.Clear();
        bigEndian.CopyTo(word[(SizeBytes - bigEndian.Length)..]);
        _u3 = BinaryPrimitives.ReadUInt64BigEndian(word);
        _u2 = BinaryPrimitives.ReadUInt64BigEndian(word[8..]);
        _u1 = BinaryPrimitives.ReadUInt64BigEndian(word[16..]);
        _u0 = BinaryPrimitives.ReadUInt64BigEndian(word[24..]);
    }

    public static UInt256 Zero => default;

    public static UInt256 One => new(1);

    public static UInt256 MaxValue => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    public bool IsZero => (_u0 | _u1 | _u2 | _u3) == 0;

    /// <summary>The top bit, which is the sign when the word holds a two's complement number.</summary>
    public bool IsNegative => (long)_u3 < 0;

    public static implicit operator UInt256(ulong value) => new(value);

    public static UInt256 operator +(UInt256 left, UInt256 right)
    {
        Add(left, right, out UInt256 sum);
        return sum;
    }

    public static UInt256 operator -(UInt256 left, UInt256 right) => left + ~right + One;

    public static UInt256 operator ~(UInt256 value) => new(~value._u0, ~value._u1, ~value._u2, ~value._u3);

    public static bool operator ==(UInt256 left, UInt256 right) => left.Equals(right);

    public static bool operator !=(UInt256 left, UInt256 right) => !left.Equals(right);

    public static bool operator <(UInt256 left, UInt256 right) => left.CompareTo(right) < 0;

    public static bool operator >(UInt256 left, UInt256 right) => left.CompareTo(right) > 0;

    public static bool operator <=(UInt256 left, UInt256 right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UInt256 left, UInt256 right) => left.CompareTo(right) >= 0;

    public static explicit operator BigInteger(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        value.CopyTo(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>The nearest double; exact below 2^53.</summary>
    public static explicit operator double(UInt256 value) =>
        value._u0 + (value._u1 * 18446744073709551616.0) + (value._u2 * 3.402823669209385e38)
        + (value._u3 * 6.277101735386681e57);

    /// <summary>Adds; the result says whether the sum was too large for 256 bits.</summary>
    public static bool Add(UInt256 left, UInt256 right, out UInt256 sum)
    {
        UInt128 s0 = (UInt128)left._u0 + right._u0;
        UInt128 s1 = (UInt128)left._u1 + right._u1 + (ulong)(s0 >> 64);
        UInt128 s2 = (UInt128)left._u2 + right._u2 + (ulong)(s1 >> 64);
        UInt128 s3 = (UInt128)left._u3 + right._u3 + (ulong)(s2 >> 64);
        sum = new UInt256((ulong)s0, (ulong)s1, (ulong)s2, (ulong)s3);
        return (ulong)(s3 >> 64) != 0;
    }

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

    public bool Equals(UInt256 other) =>
        ((_u0 ^ other._u0) | (_u1 ^ other._u1) | (_u2 ^ other._u2) | (_u3 ^ other._u3)) == 0;

    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_u0, _u1, _u2, _u3);

    public override string ToString() => ((BigInteger)this).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
