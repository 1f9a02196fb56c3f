using System.Numerics;

namespace Cordon.Ethereum.Tests;

/// <summary>Every operation against BigInteger, which shares no code with it.</summary>
public class UInt256AlgebraTests
{
    private const int Rounds = 20_000;
    private static readonly BigInteger Modulus = BigInteger.One << 256;

    private static BigInteger Big(UInt256 value) => (BigInteger)value;

    private static BigInteger Wrap(BigInteger value) => ((value % Modulus) + Modulus) % Modulus;

    [Fact]
    public void Sums_differences_and_products_wrap_and_report_it_as_arithmetic_modulo_2_to_256() =>
        Seeded.Run(Rounds, random =>
        {
            UInt256 a = random.NextWord(), b = random.NextWord();
            Assert.Equal(Wrap(Big(a) + Big(b)), Big(a + b));
            Assert.Equal(Wrap(Big(a) - Big(b)), Big(a - b));
            Assert.Equal(Wrap(Big(a) * Big(b)), Big(a * b));
            Assert.Equal(Wrap(-Big(a)), Big(-a));

            Assert.Equal(Big(a) + Big(b) >= Modulus, UInt256.Add(a, b, out UInt256 sum));
            Assert.Equal(Big(a) < Big(b), UInt256.Subtract(a, b, out UInt256 difference));
            Assert.Equal(Big(a) * Big(b) >= Modulus, UInt256.Multiply(a, b, out UInt256 product));
            Assert.Equal((a + b, a - b, a * b), (sum, difference, product));
            Assert.Equal(BigInteger.Abs(Big(a) - Big(b)), Big(UInt256.Distance(a, b)));
        });

    [Fact]
    public void Checked_operators_throw_exactly_when_the_wrapping_ones_wrap() => Seeded.Run(Rounds / 10, random =>
    {
        UInt256 a = random.NextWord(), b = random.NextWord();
        AssertThrowsWhen(Big(a) + Big(b) >= Modulus, () => checked(a + b), a + b);
        AssertThrowsWhen(Big(a) < Big(b), () => checked(a - b), a - b);
        AssertThrowsWhen(Big(a) * Big(b) >= Modulus, () => checked(a * b), a * b);
    });

    [Fact]
    public void Quotient_and_remainder_agree_with_big_integers() => Seeded.Run(Rounds, random =>
    {
        UInt256 a = random.NextWord(), b = random.NextWord();
        if (b.IsZero)
        {
            Assert.Throws<DivideByZeroException>(() => a / b);
            return;
        }

        (UInt256 quotient, UInt256 remainder) = UInt256.DivRem(a, b);
        BigInteger expected = BigInteger.DivRem(Big(a), Big(b), out BigInteger rest);
        Assert.Equal((expected, rest), (Big(quotient), Big(remainder)));
        Assert.Equal((quotient, remainder), (a / b, a % b));
    });

    [Fact]
    public void MulDiv_rounds_down_or_up_from_the_whole_512_bit_product() => Seeded.Run(Rounds, random =>
    {
        UInt256 a = random.NextWord(), b = random.NextWord(), d = random.NextWord();
        if (d.IsZero)
        {
            Assert.Throws<DivideByZeroException>(() => UInt256.MulDiv(a, b, d));
            Assert.Throws<DivideByZeroException>(() => UInt256.MulDivUp(a, b, d));
            return;
        }

        BigInteger down = BigInteger.DivRem(Big(a) * Big(b), Big(d), out BigInteger rest);
        AssertThrowsWhen(down >= Modulus, () => UInt256.MulDiv(a, b, d), down);
        BigInteger up = rest.IsZero ? down : down + 1;
        AssertThrowsWhen(up >= Modulus, () => UInt256.MulDivUp(a, b, d), up);
    });

    [Fact]
    public void Modular_sum_and_product_do_not_lose_the_upper_half() => Seeded.Run(Rounds, random =>
    {
        UInt256 a = random.NextWord(), b = random.NextWord(), m = random.NextWord();
        Assert.Equal(m.IsZero ? 0 : (Big(a) + Big(b)) % Big(m), Big(UInt256.AddMod(a, b, m)));
        Assert.Equal(m.IsZero ? 0 : Big(a) * Big(b) % Big(m), Big(UInt256.MulMod(a, b, m)));
    });

    [Fact]
    public void Shifts_and_bit_operations_agree_with_big_integers() => Seeded.Run(Rounds, random =>
    {
        UInt256 a = random.NextWord(), b = random.NextWord();
        int bits = random.Next(300);
        Assert.Equal(Wrap(Big(a) << bits), Big(a << bits));
        Assert.Equal(Big(a) >> bits, Big(a >> bits));
        Assert.Equal(Big(a) >> bits, Big(a >>> bits));
        Assert.Equal(Big(a) & Big(b), Big(a & b));
        Assert.Equal(Big(a) | Big(b), Big(a | b));
        Assert.Equal(Big(a) ^ Big(b), Big(a ^ b));
        Assert.Equal(Modulus - 1 - Big(a), Big(~a));
        Assert.Equal((int)Big(a).GetBitLength(), a.BitLength);
        Assert.Equal(a.IsZero ? 0 : Big(a).GetByteCount(isUnsigned: true), a.ByteLength);
    });

    [Fact]
    public void Order_equality_and_hash_code_agree_with_big_integers() => Seeded.Run(Rounds, random =>
    {
        UInt256 a = random.NextWord(), b = random.Next(4) == 0 ? a : random.NextWord();
        Assert.Equal(Math.Sign(Big(a).CompareTo(Big(b))), Math.Sign(a.CompareTo(b)));
        Assert.Equal(Math.Sign(a.CompareTo(b)), Math.Sign(a.CompareTo((object)b)));
        Assert.Equal((Big(a) < Big(b), Big(a) > Big(b)), (a < b, a > b));
        Assert.Equal((Big(a) <= Big(b), Big(a) >= Big(b)), (a <= b, a >= b));
        Assert.Equal((Big(a) == Big(b), Big(a) != Big(b)), (a == b, a != b));
        Assert.Equal((BigInteger.Min(Big(a), Big(b)), BigInteger.Max(Big(a), Big(b))),
            (Big(UInt256.Min(a, b)), Big(UInt256.Max(a, b))));
        if (a == b) Assert.Equal(a.GetHashCode(), b.GetHashCode());
    });

    [Fact]
    public void Powers_wrap_or_throw_and_roots_round_down() => Seeded.Run(Rounds / 10, random =>
    {
        UInt256 a = random.NextWord();
        uint exponent = (uint)random.Next(random.Next(2) == 0 ? 5 : 400);
        Assert.Equal(BigInteger.ModPow(Big(a), exponent, Modulus), Big(UInt256.Pow(a, exponent)));
        BigInteger exact = BigInteger.Pow(Big(a), (int)exponent);
        AssertThrowsWhen(exact >= Modulus, () => UInt256.PowChecked(a, exponent), exact);

        BigInteger root = Big(UInt256.Sqrt(a));
        Assert.True(root * root <= Big(a) && (root + 1) * (root + 1) > Big(a), $"root of {a} is not {root}");
    });

    [Fact]
    public void Huge_exponents_end_quickly()
    {
        Assert.Equal(UInt256.Zero, UInt256.Pow(2, UInt256.MaxValue));
        Assert.Equal(UInt256.MaxValue, UInt256.Pow(UInt256.MaxValue, UInt256.MaxValue));
        Assert.Equal(UInt256.One, UInt256.PowChecked(1, UInt256.MaxValue));
        Assert.Equal(UInt256.One, UInt256.PowChecked(0, 0));
    }

    [Fact]
    public void Shifting_by_a_negative_count_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => UInt256.One << -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => UInt256.One >> -1);
    }

    private static void AssertThrowsWhen(bool overflows, Func<UInt256> compute, UInt256 otherwise) =>
        AssertThrowsWhen(overflows, compute, Big(otherwise));

    private static void AssertThrowsWhen(bool overflows, Func<UInt256> compute, BigInteger otherwise)
    {
        if (overflows) Assert.Throws<OverflowException>(() => compute());
        else Assert.Equal(otherwise, Big(compute()));
    }
}
