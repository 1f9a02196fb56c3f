using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cordon.Ethereum;

public readonly partial struct UInt256
{
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 operator /(UInt256 left, UInt256 right) => DivRem(left, right).Quotient;

    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 operator %(UInt256 left, UInt256 right) => DivRem(left, right).Remainder;

    /// <summary>The quotient rounded down, and what remains.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static (UInt256 Quotient, UInt256 Remainder) DivRem(UInt256 left, UInt256 right)
    {
        if (right.FitsInUInt64)
        {
            UInt256 quotient = DivideByLimb(left, right._u0, out ulong remainder);
            return (quotient, remainder);
        }

        if (left < right) return (Zero, left);

        Span<ulong> numerator = stackalloc ulong[5];
        left.CopyLimbs(numerator);
        Span<ulong> wideQuotient = stackalloc ulong[4];
        UInt256 rest = DivideWide(numerator, 4, right, wideQuotient);
        return (FromLimbs(wideQuotient), rest);
    }

    /// <summary><c>floor(left * right / denominator)</c> with a 512-bit product in the middle.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    /// <exception cref="OverflowException">The result exceeds 256 bits.</exception>
    public static UInt256 MulDiv(UInt256 left, UInt256 right, UInt256 denominator) =>
        MulDivRem(left, right, denominator, out _);

    /// <summary><c>ceil(left * right / denominator)</c> with a 512-bit product in the middle.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    /// <exception cref="OverflowException">The result exceeds 256 bits.</exception>
    public static UInt256 MulDivUp(UInt256 left, UInt256 right, UInt256 denominator)
    {
        UInt256 quotient = MulDivRem(left, right, denominator, out UInt256 remainder);
        return remainder.IsZero ? quotient : checked(quotient + One);
    }

    /// <summary><c>left * right mod modulus</c> the product in 512 bits; zero for a zero modulus.</summary>
    public static UInt256 MulMod(UInt256 left, UInt256 right, UInt256 modulus)
    {
        if (modulus.IsZero) return Zero;
        if (left.BitLength + right.BitLength <= SizeBits) return left * right % modulus;

        Span<ulong> product = stackalloc ulong[9];
        MultiplyWide(left, right, product);
        return RemainderWide(product, 8, modulus);
    }

    /// <summary><c>(left + right) mod modulus</c>, the sum in 257 bits; zero for a zero modulus.</summary>
    public static UInt256 AddMod(UInt256 left, UInt256 right, UInt256 modulus)
    {
        if (modulus.IsZero) return Zero;
        if (!Add(left, right, out UInt256 sum)) return sum % modulus;

        Span<ulong> wide = stackalloc ulong[6];
        sum.CopyLimbs(wide);
        wide[4] = 1;
        return RemainderWide(wide, 5, modulus);
    }

    private static UInt256 MulDivRem(UInt256 left, UInt256 right, UInt256 denominator, out UInt256 remainder)
    {
        if (left.BitLength + right.BitLength <= SizeBits)
        {
            (UInt256 small, remainder) = DivRem(left * right, denominator);
            return small;
        }

        Span<ulong> product = stackalloc ulong[9];
        MultiplyWide(left, right, product);

        // The quotient fits 256 bits exactly when the upper half of the product is below the denominator.
        if (new UInt256(product[4], product[5], product[6], product[7]) >= denominator)
        {
            if (denominator.IsZero) throw new DivideByZeroException();
            throw new OverflowException("The quotient exceeds 256 bits.");
        }

        Span<ulong> quotient = stackalloc ulong[8];
        remainder = DivideWide(product, 8, denominator, quotient);
        return FromLimbs(quotient);
    }

    private static UInt256 RemainderWide(Span<ulong> numerator, int length, UInt256 modulus)
    {
        Span<ulong> quotient = stackalloc ulong[8];
        return DivideWide(numerator, length, modulus, quotient);
    }

    private static UInt256 DivideByLimb(UInt256 value, ulong divisor, out ulong remainder)
    {
        if (divisor == 0) throw new DivideByZeroException();
        if (value.FitsInUInt64)
        {
            (ulong small, remainder) = Math.DivRem(value._u0, divisor);
            return small;
        }

        var reciprocal = new LimbReciprocal(divisor);
        int shift = reciprocal.Shift;
        UInt256 shifted = value << shift;
        ulong rest = shift == 0 ? 0 : value._u3 >> (64 - shift);
        ulong q3 = reciprocal.Divide(rest, shifted._u3, out rest);
        ulong q2 = reciprocal.Divide(rest, shifted._u2, out rest);
        ulong q1 = reciprocal.Divide(rest, shifted._u1, out rest);
        ulong q0 = reciprocal.Divide(rest, shifted._u0, out rest);
        remainder = rest >> shift;
        return new UInt256(q0, q1, q2, q3);
    }

    /// <summary>
    /// Knuth's algorithm D. The numerator has <paramref name="length"/> limbs and one spare above them, and is
    /// overwritten; the quotient has at least <paramref name="length"/> limbs. The divisor is not zero.
    /// </summary>
    private static UInt256 DivideWide(Span<ulong> numerator, int length, UInt256 divisor, Span<ulong> quotient)
    {
        quotient.Clear();
        Span<ulong> limbs = stackalloc ulong[4];
        int size = (divisor.BitLength + 63) / 64;
        int shift = (64 * size) - divisor.BitLength;
        (divisor << shift).CopyLimbs(limbs);
        ReadOnlySpan<ulong> normal = limbs[..size];
        var reciprocal = new LimbReciprocal(normal[^1]);
        numerator[length] = 0;
        ShiftLeft(numerator[..(length + 1)], shift);

        for (int at = length - size; at >= 0; at--)
            quotient[at] = NextQuotientLimb(numerator.Slice(at, size + 1), normal, reciprocal);

        return RemainderOf(numerator[..size], shift);
    }

    /// <summary>Divides a window one limb longer than the divisor, leaving the remainder in the window.</summary>
    private static ulong NextQuotientLimb(Span<ulong> window, ReadOnlySpan<ulong> divisor, LimbReciprocal reciprocal)
    {
        int size = divisor.Length;
        ulong top = divisor[size - 1];
        ulong guess = ulong.MaxValue;
        if (window[size] < top)
        {
            guess = reciprocal.Divide(window[size], window[size - 1], out ulong rest);

            // The guess from the top limb is at most two too large; the second limb corrects nearly all of that.
            while (size > 1 && (UInt128)guess * divisor[size - 2] > new UInt128(rest, window[size - 2]))
            {
                guess--;
                rest += top;
                if (rest < top) break;
            }
        }

        if (!SubtractMultiple(window, divisor, guess)) return guess;

        do guess--;
        while (!AddBack(window, divisor));
        return guess;
    }

    /// <summary>Subtracts <c>divisor * factor</c>; says whether the window fell below zero (and wrapped).</summary>
    private static bool SubtractMultiple(Span<ulong> window, ReadOnlySpan<ulong> divisor, ulong factor)
    {
        ulong carry = 0;
        ulong borrow = 0;
        for (int i = 0; i < divisor.Length; i++)
        {
            ulong part = MultiplyAdd(divisor[i], factor, 0, ref carry);
            window[i] = SubtractWithBorrow(window[i], part, ref borrow);
        }

        window[divisor.Length] = SubtractWithBorrow(window[divisor.Length], carry, ref borrow);
        return borrow != 0;
    }

    /// <summary>Adds the divisor once; says whether that brought the window back to zero or above.</summary>
    private static bool AddBack(Span<ulong> window, ReadOnlySpan<ulong> divisor)
    {
        ulong carry = 0;
        for (int i = 0; i < divisor.Length; i++) window[i] = AddWithCarry(window[i], divisor[i], ref carry);
        window[divisor.Length] = AddWithCarry(window[divisor.Length], 0, ref carry);
        return carry != 0;
    }

    private static void ShiftLeft(Span<ulong> limbs, int bits)
    {
        if (bits == 0) return;
        for (int i = limbs.Length - 1; i > 0; i--) limbs[i] = (limbs[i] << bits) | (limbs[i - 1] >> (64 - bits));
        limbs[0] <<= bits;
    }

    private static UInt256 RemainderOf(ReadOnlySpan<ulong> limbs, int shift)
    {
        Span<ulong> padded = stackalloc ulong[4];
        padded.Clear();
        limbs.CopyTo(padded);
        return FromLimbs(padded) >> shift;
    }

    private void CopyLimbs(Span<ulong> limbs)
    {
        limbs[0] = _u0;
        limbs[1] = _u1;
        limbs[2] = _u2;
        limbs[3] = _u3;
    }

    private static UInt256 FromLimbs(ReadOnlySpan<ulong> limbs) => new(limbs[0], limbs[1], limbs[2], limbs[3]);

    /// <summary>Divides two limbs by one with two multiplications.</summary>
    /// <remarks>Möller and Granlund, "Improved division by invariant integers" (2011), algorithm 4.</remarks>
    private readonly struct LimbReciprocal
    {
        private readonly ulong _divisor; // shifted left until its top bit is set
        private readonly ulong _inverse; // floor((2^128 - 1) / divisor) - 2^64

        public LimbReciprocal(ulong divisor)
        {
            Shift = BitOperations.LeadingZeroCount(divisor);
            _divisor = divisor << Shift;
            _inverse = (ulong)(new UInt128(~_divisor, ulong.MaxValue) / _divisor);
        }

        public int Shift { get; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Divide(ulong high, ulong low, out ulong remainder)
        {
            ulong quotient = Math.BigMul(_inverse, high, out ulong fraction);
            fraction += low;
            quotient += high + 1 + (fraction < low ? 1UL : 0UL);
            ulong rest = low - (quotient * _divisor);
            if (rest > fraction)
            {
                quotient--;
                rest += _divisor;
            }

            if (rest >= _divisor)
            {
                quotient++;
                rest -= _divisor;
            }

            remainder = rest;
            return quotient;
        }
    }
}
