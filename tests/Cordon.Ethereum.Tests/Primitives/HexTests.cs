using System.Text;

namespace Cordon.Ethereum.Tests;

public class HexTests
{
    [Fact]
    public void Bytes_round_trip() => Seeded.Run(500, random =>
    {
        byte[] bytes = random.NextBytes(random.Next(100));
        string text = Hex.Format(bytes);
        Assert.Equal(bytes, Hex.Parse(text));
        Assert.True(Hex.TryParse(text, out byte[] again));
        Assert.Equal(bytes, again);
        byte[] decoded = new byte[bytes.Length];
        Assert.True(Hex.TryDecode(Encoding.UTF8.GetBytes(text), decoded));
        Assert.Equal(bytes, decoded);
    });

    [Theory]
    [InlineData("", "0x")]
    [InlineData("12", "0x")]
    [InlineData("0X12", "0x")]
    [InlineData("0x1", "even number of hex digits, got 1")]
    [InlineData("0x123z", "'z' at position 5")]
    [InlineData("0x 1", "' ' at position 2")]
    public void A_bad_text_is_refused_with_the_reason(string text, string reason)
    {
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Hex.Parse(text)).Message);
        Assert.False(Hex.TryParse(text, out _));
    }

    [Fact]
    public void Decoding_refuses_another_length_than_the_destinations()
    {
        Assert.False(Hex.TryDecode("0x1234"u8, new byte[1]));
        Assert.False(Hex.TryDecode("0x1234"u8, new byte[3]));
        Assert.False(Hex.TryDecode("1234"u8, new byte[1]));
        Assert.True(Hex.TryDecode("0x1234"u8, new byte[2]));
    }
}
