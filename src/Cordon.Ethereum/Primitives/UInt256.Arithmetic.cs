using System.Numerics;

namespace Cordon.Ethereum;

public readonly partial struct UInt256
{
    public static UInt256 operator +(UInt256 left, UInt256 right)
    {
        Add(left, right, out UInt256 sum);
        return sum;
    }

    public static UInt256 operator checked +(UInt256 left, UInt256 right) =>
        Add(left, right, out UInt256 sum) ? throw new OverflowException("The sum exceeds 256 bits.") : sum;

    public static UInt256 operator -(UInt256 left, UInt256 right)
    {
        Subtract(left, right, out UInt256 difference);
        return difference;
    }

    public static UInt256 operator checked -(UInt256 left, UInt256 right) =>
        Subtract(left, right, out UInt256 difference)
            ? throw new OverflowException("The difference is below zero.")
            : difference;

    /// <summary>The two's complement negative: <c>0 - value</c>.</summary>
    public static UInt256 operator -(UInt256 value) => Zero - value;

    public static UInt256 operator ++(UInt256 value) => value + One;

    public static UInt256 operator --(UInt256 value) => value - One;

    public static UInt256 operator *(UInt256 left, UInt256 right)
    {
        if (left.FitsInUInt64 && right.FitsInUInt64)
        {
            ulong high = Math.BigMul(left._u0, right._u0, out ulong low);
            return new UInt256(low, high);
        }

        // The low half of the schoolbook product; what would carry beyond limb 3 wraps away.
        ulong carry = 0;
        ulong p0 = MultiplyAdd(left._u0, right._u0, 0, ref carry);
        ulong p1 = MultiplyAdd(left._u0, right._u1, 0, ref carry);
        ulong p2 = MultiplyAdd(left._u0, right._u2, 0, ref carry);
        ulong p3 = (left._u0 * right._u3) + carry;
        carry = 0;
        p1 = MultiplyAdd(left._u1, right._u0, p1, ref carry);
        p2 = MultiplyAdd(left._u1, right._u1, p2, ref carry);
        p3 += (left._u1 * right._u2) + carry;
        carry = 0;
        p2 = MultiplyAdd(left._u2, right._u0, p2, ref carry);
        p3 += (left._u2 * right._u1) + (left._u3 * right._u0) + carry;
        return new UInt256(p0, p1, p2, p3);
    }

    public static UInt256 operator checked *(UInt256 left, UInt256 right) =>
        Multiply(left, right, out UInt256 product)
            ? throw new OverflowException("The product exceeds 256 bits.")
            : product;

    /// <summary>Adds; the result says whether the sum was too large for 256 bits.</summary>
    public static bool Add(UInt256 left, UInt256 right, out UInt256 sum)
    {
        ulong s0 = left._u0 + right._u0;
        ulong carry = s0 < right._u0 ? 1UL : 0UL;
        ulong s1 = AddWithCarry(left._u1, right._u1, ref carry);
        ulong s2 = AddWithCarry(left._u2, right._u2, ref carry);
        ulong s3 = AddWithCarry(left._u3, right._u3, ref carry);
        sum = new UInt256(s0, s1, s2, s3);
        return carry != 0;
    }

    /// <summary>Subtracts; the result says whether the difference was below zero (and wrapped).</summary>
    public static bool Subtract(UInt256 left, UInt256 right, out UInt256 difference)
    {
        ulong d0 = left._u0 - right._u0;
        ulong borrow = left._u0 < right._u0 ? 1UL : 0UL;
        ulong d1 = SubtractWithBorrow(left._u1, right._u1, ref borrow);
        ulong d2 = SubtractWithBorrow(left._u2, right._u2, ref borrow);
        ulong d3 = SubtractWithBorrow(left._u3, right._u3, ref borrow);
        difference = new UInt256(d0, d1, d2, d3);
        return borrow != 0;
    }

    /// <summary>Multiplies; the result says whether the product was too large for 256 bits (and wrapped).</summary>
    public static bool Multiply(UInt256 left, UInt256 right, out UInt256 product)
    {
        if (left.BitLength + right.BitLength <= SizeBits)
        {
            product = left * right;
            return false;
        }

        Span<ulong> wide = stackalloc ulong[8];
        MultiplyWide(left, right, wide);
        product = new UInt256(wide[0], wide[1], wide[2], wide[3]);
        return (wide[4] | wide[5] | wide[6] | wide[7]) != 0;
    }

    /// <summary>How far the two values lie apart, never negative.</summary>
    public static UInt256 Distance(UInt256 left, UInt256 right) => left > right ? left - right : right - left;

    /// <summary>Raises to a power, wrapping as the EVM's EXP does; anything to the power of zero is one.</summary>
    public static UInt256 Pow(UInt256 value, UInt256 exponent)
    {
        UInt256 result = One;
        for (int bit = exponent.BitLength - 1; bit >= 0; bit--)
        {
            result *= result;
            if (exponent.IsBitSet(bit)) result *= value;
        }

        return result;
    }

    /// <summary>Raises to a power.</summary>
    /// <exception cref="OverflowException">The result exceeds 256 bits.</exception>
    public static UInt256 PowChecked(UInt256 value, UInt256 exponent)
    {
        if (value <= One) return exponent.IsZero ? One : value;

        UInt256 result = One;
        for (int bit = exponent.BitLength - 1; bit >= 0; bit--)
        {
            result = checked(result * result);
            if (exponent.IsBitSet(bit)) result = checked(result * value);
        }

        return result;
    }

    /// <summary>The largest integer whose square is at most the value.</summary>
    public static UInt256 Sqrt(UInt256 value)
    {
        if (value <= One) return value;

        // Newton from above: starting at a power of two not below the root, each step falls until it arrives.
        UInt256 root = One << ((value.BitLength + 1) / 2);
        while (true)
        {
            UInt256 next = (root + (value / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    internal bool IsBitSet(int bit) => bit < SizeBits && ((Limb(bit / 64) >> (bit % 64)) & 1) != 0;

    private ulong Limb(int index) => index switch { 0 => _u0, 1 => _u1, 2 => _u2, _ => _u3 };

    private static ulong AddWithCarry(ulong left, ulong right, ref ulong carry)
    {
        ulong sum = left + right;
        ulong overflow = sum < right ? 1UL : 0UL;
        sum += carry;
        carry = overflow | (sum < carry ? 1UL : 0UL);
        return sum;
    }

    private static ulong SubtractWithBorrow(ulong left, ulong right, ref ulong borrow)
    {
        ulong difference = left - right;
        ulong underflow = left < right ? 1UL : 0UL;
        ulong result = difference - borrow;
        borrow = underflow | (difference < borrow ? 1UL : 0UL);
        return result;
    }

    /// <summary>The low limb of <c>left * right + addend + carry</c>; the high limb becomes the carry.</summary>
    private static ulong MultiplyAdd(ulong left, ulong right, ulong addend, ref ulong carry)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        low += addend;
        if (low < addend) high++;
        low += carry;
        if (low < carry) high++;
        carry = high;
        return low;
    }

    /// <summary>The whole 512-bit product in eight limbs, least significant first.</summary>
    private static void MultiplyWide(UInt256 left, UInt256 right, Span<ulong> product)
    {
        product[..8].Clear();
        for (int i = 0; i < 4; i++)
        {
            ulong carry = 0;
            ulong limb = left.Limb(i);
            product[i] = MultiplyAdd(limb, right._u0, product[i], ref carry);
            product[i + 1] = MultiplyAdd(limb, right._u1, product[i + 1], ref carry);
            product[i + 2] = MultiplyAdd(limb, right._u2, product[i + 2], ref carry);
            product[i + 3] = MultiplyAdd(limb, right._u3, product[i + 3], ref carry);
            product[i + 4] = carry;
        }
    }
}
