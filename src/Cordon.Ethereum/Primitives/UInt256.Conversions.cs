using System.Numerics;

namespace Cordon.Ethereum;

public readonly partial struct UInt256
{
    public static implicit operator UInt256(ulong value) => new(value);

    public static implicit operator UInt256(UInt128 value) => new((ulong)value, (ulong)(value >> 64));

    /// <summary>The low 64 bits.</summary>
    public static explicit operator ulong(UInt256 value) => value._u0;

    /// <exception cref="OverflowException">The value does not fit 64 bits.</exception>
    public static explicit operator checked ulong(UInt256 value) =>
        value.FitsInUInt64 ? value._u0 : throw new OverflowException($"{value} does not fit 64 bits.");

    /// <summary>The low 128 bits.</summary>
    public static explicit operator UInt128(UInt256 value) => new(value._u1, value._u0);

    /// <exception cref="OverflowException">The value does not fit 128 bits.</exception>
    public static explicit operator checked UInt128(UInt256 value) => (value._u2 | value._u3) == 0
        ? new UInt128(value._u1, value._u0)
        : throw new OverflowException($"{value} does not fit 128 bits.");

    public static explicit operator BigInteger(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        value.CopyTo(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    /// <exception cref="OverflowException">The value is negative or exceeds 256 bits.</exception>
    public static explicit operator UInt256(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        if (value.Sign >= 0 && value.TryWriteBytes(bytes, out int written, isUnsigned: true, isBigEndian: true))
            return new UInt256(bytes[..written]);

        throw new OverflowException($"{value} is outside 0 .. 2^256 - 1.");
    }

    /// <summary>The nearest double (ties to even); exact below 2^53.</summary>
    public static explicit operator double(UInt256 value)
    {
        int excess = value.BitLength - 64;
        if (excess <= 0) return value._u0;

        // 64 leading bits and one sticky bit for all below them: the conversion then rounds once, and correctly.
        ulong leading = (value >> excess)._u0;
        if (!(value << (SizeBits - excess)).IsZero) leading |= 1;
        return Math.ScaleB(leading, excess);
    }

    /// <summary>The integer part of a double.</summary>
    /// <exception cref="OverflowException">The value is negative, not a number, or at least 2^256.</exception>
    public static explicit operator UInt256(double value)
    {
        if (!(value > -1 && value < 1.157920892373162e77))
            throw new OverflowException($"{value:R} is outside 0 .. 2^256 - 1.");
        if (value < 18446744073709551616.0) return value < 1 ? Zero : (ulong)value;

        long bits = BitConverter.DoubleToInt64Bits(value);
        ulong mantissa = ((ulong)bits & 0xF_FFFF_FFFF_FFFF) | (1UL << 52);
        int exponent = (int)(bits >> 52) - 1075;
        return new UInt256(mantissa) << exponent;
    }
}
