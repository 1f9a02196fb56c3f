using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Cordon.Ethereum.Tests;

public class UInt256TextTests
{
    private const int Rounds = 10_000;
    private const string Max = "115792089237316195423570985008687907853269984665640564039457584007913129639935";

    [Fact]
    public void Every_form_round_trips() => Seeded.Run(Rounds, random =>
    {
        UInt256 value = random.NextWord();
        var big = (BigInteger)value;
        Assert.Equal(big.ToString(), value.ToString());
        Assert.Equal("0x" + big.ToString("x64", CultureInfo.InvariantCulture)[^64..], value.ToHex());
        Assert.Equal(value, UInt256.Parse(value.ToString()));
        Assert.Equal(value, UInt256.Parse(value.ToHex()));
        Assert.Equal(value, UInt256.ParseQuantity(value.ToQuantity()));
        Assert.True(UInt256.TryParseQuantity(Encoding.ASCII.GetBytes(value.ToQuantity()), out UInt256 again));
        Assert.Equal(value, again);
        Assert.Equal(value, (UInt256)big);

        byte[] word = new byte[32];
        value.CopyTo(word);
        Assert.Equal(value, new UInt256(word));
        Assert.Equal(value, new UInt256(word.AsSpan(32 - value.ByteLength)));
        Assert.Equal(value, new Hash256(value).ToUInt256());
    });

    [Theory]
    [InlineData("0", "0x0")]
    [InlineData("1", "0x1")]
    [InlineData("18446744073709551615", "0xffffffffffffffff")]
    [InlineData("18446744073709551616", "0x10000000000000000")]
    [InlineData("100000000000000000000000000000000000000", "0x4b3b4ca85a86c47a098a224000000000")]
    public void Known_values_print_as_expected(string text, string quantity)
    {
        UInt256 value = UInt256.Parse(text);
        Assert.Equal((text, quantity), (value.ToString(), value.ToQuantity()));
        Assert.Equal((text, quantity), ($"{value:D}", $"{value:X}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1_000")]
    [InlineData("1e3")]
    [InlineData("0xg")]
    [InlineData("0X1")]
    [InlineData("ff")]
    [InlineData("0x1é")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936")]
    [InlineData("999999999999999999999999999999999999999999999999999999999999999999999999999999")]
    [InlineData("1000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    public void Text_that_is_not_a_256_bit_number_is_refused(string text)
    {
        Assert.False(UInt256.TryParse(text, out UInt256 value));
        Assert.Equal(UInt256.Zero, value);
        Assert.Throws<FormatException>(() => UInt256.Parse(text));
    }

    [Fact]
    public void Every_ethers_number_parses_to_its_hex_form()
    {
        IReadOnlyList<JsonElement> cases = TestFiles.EthersCases("bignumber");
        foreach (JsonElement test in cases)
        {
            JsonElement value = test.GetProperty("value");
            bool isNumber = value.ValueKind == JsonValueKind.Number;
            string text = isNumber ? value.GetRawText() : value.GetString()!;
            if (test.GetProperty("expectedValue").GetString() is not { } expected)
            {
                // Numbers that JavaScript cannot hold are refused there and are no fault here.
                Assert.Equal(isNumber, UInt256.TryParse(text.StartsWith('-') ? text.AsSpan(1) : text, out _));
                continue;
            }

            Assert.Equal(expected.StartsWith('-'), text.StartsWith('-') && !UInt256.Parse(text.AsSpan(1)).IsZero);
            Assert.Equal(UInt256.Parse(expected.TrimStart('-')), UInt256.Parse(text.TrimStart('-')));
        }

        Assert.Equal(37, cases.Count);
    }

    [Fact]
    public void Leading_zeros_do_not_count_against_the_length() =>
        Assert.Equal(UInt256.MaxValue, UInt256.Parse(new string('0', 1_000) + Max));

    [Theory]
    [InlineData("0x")]
    [InlineData("0x00")]
    [InlineData("0x01")]
    [InlineData("1")]
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0xG")]
    public void A_quantity_has_no_leading_zeros_and_at_most_64_digits(string text)
    {
        Assert.False(UInt256.TryParseQuantity(Encoding.ASCII.GetBytes(text), out _));
        Assert.Throws<FormatException>(() => UInt256.ParseQuantity(text));
    }

    [Fact]
    public void The_message_about_a_huge_text_stays_short()
    {
        FormatException error = Assert.Throws<FormatException>(() => UInt256.Parse(new string('9', 1_000_000)));
        Assert.InRange(error.Message.Length, 1, 300);
    }

    [Fact]
    public void Formatting_into_too_small_a_buffer_says_so_and_writes_no_count()
    {
        Span<char> small = stackalloc char[77];
        Assert.False(UInt256.MaxValue.TryFormat(small, out int written));
        Assert.Equal(0, written);
        Span<char> exact = stackalloc char[78];
        Assert.True(UInt256.MaxValue.TryFormat(exact, out written));
        Assert.Equal(Max, exact[..written].ToString());
    }

    [Fact]
    public void An_unknown_format_is_refused() => Assert.Throws<FormatException>(() => $"{UInt256.One:N2}");

    [Fact]
    public void Conversion_to_double_is_the_nearest_one() => Seeded.Run(Rounds, random =>
    {
        UInt256 value = random.NextWord();
        Assert.Equal(double.Parse(value.ToString(), CultureInfo.InvariantCulture), (double)value);
        Assert.Equal(double.Parse(value.ToSignedString(), CultureInfo.InvariantCulture), value.ToSignedDouble());
    });

    [Fact]
    public void Conversion_from_double_truncates() => Seeded.Run(Rounds, random =>
    {
        double value = Math.ScaleB(random.NextDouble(), random.Next(-5, 257));
        Assert.Equal(new BigInteger(value), (BigInteger)(UInt256)value);
    });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1.0)]
    [InlineData(1.157920892373162e77)]
    public void A_double_that_is_no_256_bit_number_is_refused(double value) =>
        Assert.Throws<OverflowException>(() => (UInt256)value);

    [Fact]
    public void Narrowing_truncates_unless_checked()
    {
        UInt256 value = new(7, 8, 9);
        Assert.Equal(7UL, (ulong)value);
        Assert.Equal(new UInt128(8, 7), (UInt128)value);
        Assert.Throws<OverflowException>(() => checked((ulong)value));
        Assert.Throws<OverflowException>(() => checked((UInt128)value));
        Assert.Throws<OverflowException>(() => (UInt256)BigInteger.MinusOne);
        Assert.Throws<OverflowException>(() => (UInt256)(BigInteger.One << 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UInt256(new byte[33]));
    }
}
