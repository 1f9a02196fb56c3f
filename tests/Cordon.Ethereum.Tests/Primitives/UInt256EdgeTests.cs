using System.Numerics;
using System.Text;

namespace Cordon.Ethereum.Tests;

/// <summary>Spans of every length, other numeric types, formats and comparisons at their limits.</summary>
public class UInt256EdgeTests
{
    [Fact]
    public void Fewer_bytes_are_a_smaller_number_and_more_than_32_are_refused() => Seeded.Run(500, random =>
    {
        byte[] bytes = random.NextBytes(random.Next(33));
        var expected = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);

        Assert.Equal(expected, (BigInteger)new UInt256(bytes));
        Assert.Equal((expected.IsZero ? 0 : expected.GetByteCount(isUnsigned: true), (int)expected.GetBitLength()),
            (new UInt256(bytes).ByteLength, new UInt256(bytes).BitLength));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UInt256(new byte[33 + bytes.Length]));
    });

    [Fact]
    public void Quantities_in_UTF_8_are_read_exactly_as_those_in_text() => Seeded.Run(5_000, random =>
    {
        string text = random.NextWord().ToQuantity();
        char[] characters = (random.Next(8) == 0 ? text.ToUpperInvariant() : text).ToCharArray();
        if (random.Next(2) == 0) characters[random.Next(characters.Length)] = (char)random.Next(0x20, 0x7f);
        text = new string(characters)[..random.Next(characters.Length - 1, characters.Length + 1)];

        bool isQuantity = UInt256.TryParseQuantity(Encoding.UTF8.GetBytes(text), out UInt256 value);

        if (isQuantity) Assert.Equal(value, UInt256.ParseQuantity(text));
        else Assert.Throws<FormatException>(() => UInt256.ParseQuantity(text));
        if (isQuantity) Assert.Equal(text.ToLowerInvariant(), value.ToQuantity());
    });

    [Theory]
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0x")]
    [InlineData("0x00")]
    [InlineData("0X1")]
    [InlineData("1")]
    [InlineData("")]
    public void Text_that_is_no_quantity_is_none_in_UTF_8_either(string text) =>
        Assert.False(UInt256.TryParseQuantity(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData(null, "255")]
    [InlineData("", "255")]
    [InlineData("D", "255")]
    [InlineData("G", "255")]
    [InlineData("X", "0xff")]
    [InlineData("x", "0xff")]
    public void A_format_applies_to_text_and_to_spans_of_exactly_the_length(string? format, string expected)
    {
        UInt256 value = 255;
        Span<char> exact = stackalloc char[expected.Length];

        Assert.Equal(expected, value.ToString(format, null));
        Assert.True(value.TryFormat(exact, out int written, format, null));
        Assert.Equal((expected, expected.Length), (new string(exact), written));
        Assert.False(value.TryFormat(exact[1..], out int none, format, null));
        Assert.Equal(0, none);
    }

    [Fact]
    public void The_largest_value_takes_78_characters()
    {
        Span<char> room = stackalloc char[78];

        Assert.True(UInt256.MaxValue.TryFormat(room, out int written));
        Assert.Equal(78, written);
        Assert.False(UInt256.MaxValue.TryFormat(room[1..], out _));
    }

    [Fact]
    public void Conversions_from_and_to_128_bits_keep_every_bit_or_say_that_they_do_not() => Seeded.Run(1_000, random =>
    {
        var narrow = new UInt128(random.NextUlong(), random.NextUlong());
        UInt256 word = random.NextWord();

        Assert.Equal(narrow, checked((UInt128)(UInt256)narrow));
        Assert.Equal((BigInteger)narrow, (BigInteger)(UInt256)narrow);
        Assert.Equal((UInt128)((BigInteger)word & UInt128.MaxValue), (UInt128)word);
        if (word.BitLength > 128) Assert.Throws<OverflowException>(() => checked((UInt128)word));
        if (word.BitLength > 64) Assert.Throws<OverflowException>(() => checked((ulong)word));
        Assert.Equal(word.BitLength <= 64, word.FitsInUInt64);
    });

    [Fact]
    public void Smallest_largest_and_distance_agree_with_big_integers() => Seeded.Run(2_000, random =>
    {
        UInt256 a = random.NextWord(), b = random.NextWord();
        BigInteger x = (BigInteger)a, y = (BigInteger)b;

        Assert.Equal(BigInteger.Min(x, y), (BigInteger)UInt256.Min(a, b));
        Assert.Equal(BigInteger.Max(x, y), (BigInteger)UInt256.Max(a, b));
        Assert.Equal(BigInteger.Abs(x - y), (BigInteger)UInt256.Distance(a, b));
        Assert.Equal(a, unchecked(--a + 1));
    });

    [Fact]
    public void Comparing_with_anything_else_is_refused_and_null_comes_first()
    {
        Assert.Equal(1, UInt256.Zero.CompareTo(null));
        Assert.Equal(0, UInt256.One.CompareTo((object)UInt256.One));
        Assert.Contains("String", Assert.Throws<ArgumentException>(() => UInt256.One.CompareTo("1")).Message,
            StringComparison.Ordinal);
        Assert.False(UInt256.One.Equals((object)1));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 5, 0)]
    [InlineData(1, 255, 1)]
    [InlineData(2, 255, -1)]
    public void Checked_powers_end_where_256_bits_end(ulong value, ulong exponent, long expected)
    {
        UInt256 power = UInt256.PowChecked(value, exponent);

        Assert.Equal(expected < 0 ? UInt256.SignedMinValue : (ulong)expected, power);
        Assert.Throws<OverflowException>(() => UInt256.PowChecked(2, 256));
        Assert.Throws<OverflowException>(() => UInt256.PowChecked(UInt256.MaxValue, 2));
        Assert.Equal(UInt256.MaxValue, UInt256.PowChecked(UInt256.MaxValue, 1));
    }

    [Fact]
    public void Division_by_zero_is_refused_everywhere()
    {
        Assert.Throws<DivideByZeroException>(() => UInt256.One / UInt256.Zero);
        Assert.Throws<DivideByZeroException>(() => UInt256.MaxValue % UInt256.Zero);
        Assert.Throws<DivideByZeroException>(() => UInt256.MulDiv(1, 1, 0));
        Assert.Throws<DivideByZeroException>(() => UInt256.SignedDivide(UInt256.MaxValue, 0));
        Assert.Throws<DivideByZeroException>(() => UInt256.SignedRemainder(1, 0));
        Assert.Throws<OverflowException>(() => UInt256.MulDiv(UInt256.MaxValue, 2, 1));
    }

    [Fact]
    public void An_address_takes_the_low_bytes_of_a_word_and_orders_as_its_bytes() => Seeded.Run(1_000, random =>
    {
        UInt256 word = random.NextWord();
        Address a = Address.FromWord(word), b = random.NextAddress();

        Assert.Equal(word & ((UInt256.One << 160) - 1), a.ToUInt256());
        Assert.Equal(Math.Sign(a.ToUInt256().CompareTo(b.ToUInt256())), Math.Sign(a.CompareTo(b)));
        Assert.Equal(a.CompareTo(b) < 0, a < b);
        Assert.Equal(a.CompareTo(b) > 0, a > b);
        Assert.Equal(a.CompareTo(b) <= 0, a <= b);
        Assert.Equal(a.CompareTo(b) >= 0, a >= b);
        Assert.Equal(a, Address.FromWord(a.ToUInt256() | (UInt256.MaxValue << 160)));
        Assert.Equal(new Hash256(word), new Hash256(new Hash256(word).ToArray()));
        Assert.Equal(word, new Hash256(word).ToUInt256());
    });

    [Fact]
    public void Spans_of_another_length_make_no_address_and_no_hash()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Address(new byte[19]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Address(new byte[21]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hash256(new byte[31]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hash256(new byte[33]));
        Assert.False(Address.TryParse((string?)null, out _));
        Assert.False(Hash256.TryParse((string?)null, out _));
        Assert.False(Address.TryParseChecksum("0x00000000000000000000000000000000deadbeef", out Address none));
        Assert.True(none.IsZero);
    }
}
