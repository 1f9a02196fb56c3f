using System.Text;

namespace Cordon.Ethereum.Tests;

public class Hash256Tests
{
    [Fact]
    public void Every_form_round_trips() => Seeded.Run(1_000, random =>
    {
        Hash256 hash = random.NextHash();
        Assert.Equal(hash, Hash256.Parse(hash.ToString()));
        Assert.Equal(hash, Hash256.Parse("0x" + hash.ToString()[2..].ToUpperInvariant()));
        Assert.True(Hash256.TryParse(Encoding.UTF8.GetBytes(hash.ToString()), out Hash256 fromUtf8));
        Assert.Equal(hash, fromUtf8);
        Assert.Equal(hash, new Hash256(hash.ToArray()));
        Assert.Equal(hash.ToString(), hash.ToUInt256().ToHex());
    });

    [Fact]
    public void Order_is_that_of_the_bytes() => Seeded.Run(1_000, random =>
    {
        Hash256 a = random.NextHash(), b = random.NextHash();
        Assert.Equal(Math.Sign(a.ToArray().AsSpan().SequenceCompareTo(b.ToArray())), Math.Sign(a.CompareTo(b)));
        Assert.Equal(a.CompareTo(b) < 0, a < b);
        Assert.Equal(a.CompareTo(b) > 0, a > b);
        Assert.True(a <= b || a >= b);
    });

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x00")]
    [InlineData("0xzz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0x000000000000000000000000000000000000000000000000000000000000000000")]
    public void Text_that_is_not_a_hash_is_refused(string text)
    {
        Assert.False(Hash256.TryParse(text, out _));
        Assert.False(Hash256.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.Contains("64 hex digits", Assert.Throws<FormatException>(() => Hash256.Parse(text)).Message);
    }
}
