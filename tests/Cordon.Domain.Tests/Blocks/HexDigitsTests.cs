using System.Globalization;
using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Domain.Tests.Blocks;

public class HexDigitsTests
{
    [Fact]
    public void Words_hashes_and_addresses_are_those_of_their_bytes_in_either_case() =>
        Prop.ForAll(Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>(), 32).ToArbitrary(), bytes =>
        {
            foreach (string text in (string[])[Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes)])
            {
                byte[] digits = Encoding.ASCII.GetBytes(text);
                if (HexDigits.Word(digits) != new UInt256(bytes)) return false;
                if (HexDigits.Hash(digits) != new Hash256(bytes)) return false;
                if (HexDigits.Address(digits.AsSpan(24)) != new Address(bytes.AsSpan(12))) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quantities_of_every_length_are_read_behind_whatever_stands_before_them() =>
        Prop.ForAll<ulong>(number =>
        {
            string digits = number.ToString("x", CultureInfo.InvariantCulture);
            for (int zeros = 0; digits.Length + zeros <= 16; zeros++)
            {
                string padded = new string('0', zeros) + digits;
                byte[] text = Encoding.ASCII.GetBytes(("f\"value\":\"0x9zz" + padded)[^16..]);
                if (HexDigits.Quantity(text, padded.Length) != number) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a9059cbb", 0xa9059cbbu)]
    [InlineData("00000000", 0u)]
    [InlineData("FFFFFFFF", uint.MaxValue)]
    [InlineData("09AfaF90", 0x09afaf90u)]
    public void Selectors_are_big_endian(string digits, uint expected) =>
        Assert.Equal(expected, HexDigits.Selector(Encoding.ASCII.GetBytes(digits)));

    [Fact]
    public void A_signature_is_the_first_half_of_a_topics_first_half() => Assert.Equal(
        0xddf252ad1be2c89bUL,
        HexDigits.Signature("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"u8));

    [Theory]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(0)]
    public void A_word_has_sixty_four_digits(int digits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HexDigits.Word(new byte[digits]));
}
