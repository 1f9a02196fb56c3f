using System.Numerics;

namespace Cordon.Ethereum;

// int256: the same word read as two's complement. A separate type would double every signature for little.
public readonly partial struct UInt256
{
    /// <summary>The smallest int256, -2^255, as a word.</summary>
    public static UInt256 SignedMinValue => new(0, 0, 0, 1UL << 63);

    /// <summary>The largest int256, 2^255 - 1, as a word.</summary>
    public static UInt256 SignedMaxValue => ~SignedMinValue;

    /// <summary>The top bit, which is the sign when the word holds a two's complement number.</summary>
    public bool IsNegative => (long)_u3 < 0;

    /// <summary>The word of an int256.</summary>
    public static UInt256 FromSigned(long value)
    {
        ulong fill = (ulong)(value >> 63);
        return new UInt256((ulong)value, fill, fill, fill);
    }

    /// <summary>The word of an int256.</summary>
    /// <exception cref="OverflowException">The value is outside -2^255 .. 2^255 - 1.</exception>
    public static UInt256 FromSigned(BigInteger value)
    {
        UInt256 magnitude = (UInt256)BigInteger.Abs(value);
        UInt256 word = value.Sign < 0 ? -magnitude : magnitude;
        bool fits = value.Sign < 0 ? magnitude <= SignedMinValue : !magnitude.IsNegative;
        return fits ? word : throw new OverflowException($"{value} is outside int256.");
    }

    /// <summary>The int256 that the word holds.</summary>
    public BigInteger ToSigned() => IsNegative ? -(BigInteger)(-this) : (BigInteger)this;

    /// <summary>The double nearest to the int256 that the word holds.</summary>
    public double ToSignedDouble() => IsNegative ? -(double)(-this) : (double)this;

    /// <summary>The int256 that the word holds, in decimal with a minus sign where it is negative.</summary>
    public string ToSignedString() => IsNegative ? "-" + (-this).ToString() : ToString();

    /// <summary>The distance of an int256 from zero; 2^255 for the smallest one.</summary>
    public UInt256 SignedMagnitude() => IsNegative ? -this : this;

    public static int CompareSigned(UInt256 left, UInt256 right) =>
        left.IsNegative == right.IsNegative ? left.CompareTo(right) : left.IsNegative ? -1 : 1;

    /// <summary>The int256 quotient rounded towards zero; -2^255 / -1 wraps to itself, as the EVM's SDIV.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 SignedDivide(UInt256 left, UInt256 right)
    {
        UInt256 quotient = left.SignedMagnitude() / right.SignedMagnitude();
        return left.IsNegative == right.IsNegative ? quotient : -quotient;
    }

    /// <summary>The int256 remainder, which has the sign of the dividend, as the EVM's SMOD.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 SignedRemainder(UInt256 left, UInt256 right)
    {
        UInt256 remainder = left.SignedMagnitude() % right.SignedMagnitude();
        return left.IsNegative ? -remainder : remainder;
    }

    /// <summary>Shifts an int256 right, filling with its sign, as the EVM's SAR.</summary>
    public static UInt256 SignedShiftRight(UInt256 value, int bits)
    {
        if (!value.IsNegative) return value >> bits;
        return ~(~value >> bits);
    }

    /// <summary>Widens a two's complement number with <paramref name="bits"/> bits (1 to 256).</summary>
    public static UInt256 SignExtend(UInt256 value, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, SizeBits);
        UInt256 upper = MaxValue << bits;
        return value.IsBitSet(bits - 1) ? value | upper : value & ~upper;
    }
}
