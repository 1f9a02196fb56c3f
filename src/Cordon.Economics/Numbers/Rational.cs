using System.Globalization;
using System.Numerics;

namespace Cordon.Economics.Numbers;

/// <summary>An exact fraction of two integers of any size, always in lowest terms.</summary>
/// <remarks>
/// Stakes, profits and quorums such as one third are fractions; security is decided by strict comparisons of their
/// sums, where a rounded third turns "just secure" into "just broken".
/// </remarks>
public readonly partial struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger _denominatorLessOne; // so that default(Rational) is 0/1

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("a fraction's denominator is 0");

        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0) divisor = -divisor;
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    private Rational(BigInteger whole)
    {
        Numerator = whole;
        _denominatorLessOne = BigInteger.Zero;
    }

    public static Rational Zero => default;

    public static Rational One { get; } = new(BigInteger.One);

    public BigInteger Numerator { get; }

    /// <summary>Positive.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    public int Sign => Numerator.Sign;

    public bool IsZero => Numerator.IsZero;

    public bool IsInteger => _denominatorLessOne.IsZero;

    public static Rational Abs(Rational value) => value.Sign < 0 ? -value : value;

    public static Rational Min(Rational left, Rational right) => left < right ? left : right;

    public static Rational Max(Rational left, Rational right) => left > right ? left : right;

    /// <summary>The largest integer that is not above the value.</summary>
    public static BigInteger Floor(Rational value)
    {
        BigInteger quotient = BigInteger.DivRem(value.Numerator, value.Denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The smallest integer that is not below the value.</summary>
    public static BigInteger Ceiling(Rational value) => -Floor(-value);

    public static Rational Sum(IEnumerable<Rational> values)
    {
        Rational sum = Zero;
        foreach (Rational value in values) sum += value;
        return sum;
    }

    /// <summary>The fraction that a double is, exactly: 0.1 gives 3602879701896397/36028797018963968.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or no number.</exception>
    public static Rational OfDouble(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "expected a finite number");
        if (value == 0) return Zero;

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFFL;
        if (exponent == 0) exponent++;
        else mantissa |= 1L << 52;
        if (bits < 0) mantissa = -mantissa;

        int shift = exponent - 1075;
        return shift >= 0
            ? new Rational(new BigInteger(mantissa) << shift)
            : new Rational(mantissa, BigInteger.One << -shift);
    }

    /// <summary>The nearest double; values beyond its range become infinite or zero.</summary>
    public double ToDouble()
    {
        // 62 or 63 bits of the quotient, the last one sticky, fit a long, whose conversion rounds to nearest.
        BigInteger numerator = BigInteger.Abs(Numerator);
        if (numerator.IsZero) return 0;

        long shift = 62 - (numerator.GetBitLength() - Denominator.GetBitLength());
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(numerator << (int)shift, Denominator, out BigInteger remainder)
            : BigInteger.DivRem(numerator, Denominator << (int)-shift, out remainder);
        if (!remainder.IsZero) quotient |= 1;

        return Sign * Math.ScaleB((double)(long)quotient, (int)Math.Clamp(-shift, -5000, 5000));
    }

    public bool Equals(Rational other) =>
        Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    public int CompareTo(Rational other) =>
        Denominator == other.Denominator
            ? Numerator.CompareTo(other.Numerator)
            : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Such as <c>29/100</c>, or <c>7</c> for a whole number.</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
