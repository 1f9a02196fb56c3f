using System.Numerics;

namespace Cordon.Ethereum.Tests;

public class UInt256SignedTests
{
    private const int Rounds = 10_000;

    private static BigInteger Signed(UInt256 word) =>
        (BigInteger)word >= BigInteger.One << 255 ? (BigInteger)word - (BigInteger.One << 256) : (BigInteger)word;

    [Fact]
    public void A_word_round_trips_through_its_signed_value() => Seeded.Run(Rounds, random =>
    {
        UInt256 word = random.NextWord();
        Assert.Equal(Signed(word), word.ToSigned());
        Assert.Equal(word, UInt256.FromSigned(word.ToSigned()));
        Assert.Equal(Signed(word).ToString(), word.ToSignedString());
        Assert.Equal(Signed(word).Sign < 0, word.IsNegative);
        Assert.Equal(BigInteger.Abs(Signed(word)), (BigInteger)word.SignedMagnitude());

        long small = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
        Assert.Equal(small, (long)UInt256.FromSigned(small).ToSigned());
    });

    [Fact]
    public void Signed_operations_are_those_of_the_evm() => Seeded.Run(Rounds, random =>
    {
        UInt256 a = random.NextWord(), b = random.NextWord();
        int bits = random.Next(300);
        Assert.Equal(Math.Sign(Signed(a).CompareTo(Signed(b))), UInt256.CompareSigned(a, b));
        Assert.Equal(Signed(a) >> bits, UInt256.SignedShiftRight(a, bits).ToSigned());
        if (b.IsZero || (a == UInt256.SignedMinValue && b == UInt256.MaxValue)) return;

        Assert.Equal(BigInteger.Divide(Signed(a), Signed(b)), UInt256.SignedDivide(a, b).ToSigned());
        Assert.Equal(BigInteger.Remainder(Signed(a), Signed(b)), UInt256.SignedRemainder(a, b).ToSigned());
    });

    [Fact]
    public void Sign_extension_reads_the_low_bits_as_a_narrow_number() => Seeded.Run(Rounds, random =>
    {
        UInt256 word = random.NextWord();
        int bits = random.Next(1, 257);
        BigInteger low = (BigInteger)word & ((BigInteger.One << bits) - 1);
        BigInteger expected = low >> (bits - 1) == 1 ? low - (BigInteger.One << bits) : low;
        Assert.Equal(expected, UInt256.SignExtend(word, bits).ToSigned());
    });

    [Fact]
    public void The_one_overflowing_quotient_wraps_to_itself() =>
        Assert.Equal(UInt256.SignedMinValue, UInt256.SignedDivide(UInt256.SignedMinValue, UInt256.MaxValue));

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void Sign_extension_refuses_a_width_that_does_not_exist(int bits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => UInt256.SignExtend(1, bits));

    [Fact]
    public void Numbers_just_outside_int256_are_refused_and_those_just_inside_kept()
    {
        BigInteger limit = BigInteger.One << 255;
        Assert.Throws<OverflowException>(() => UInt256.FromSigned(limit));
        Assert.Throws<OverflowException>(() => UInt256.FromSigned(-limit - 1));
        Assert.Equal(UInt256.SignedMaxValue, UInt256.FromSigned(limit - 1));
        Assert.Equal(UInt256.SignedMinValue, UInt256.FromSigned(-limit));
    }
}
