using System.Globalization;
using System.Numerics;
using Cordon.Detection.Reporting;
using Cordon.Detection.Tests.Scenes;
using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.Reporting;

public class AmountTextTests
{
    private readonly Scene _scene = new Scene().At(1).Sent("alice", "token");

    [Theory]
    [InlineData("1000000000000000000", "1 ETH")]
    [InlineData("1500000000000000000", "1.5 ETH")]
    [InlineData("1234567890000000000000", "1,234.56789 ETH")]
    [InlineData("1234567899999999999", "1.234567 ETH")]
    [InlineData("1", "0.000000000000000001 ETH")]
    [InlineData("12345678", "0.0000000000123456 ETH")]
    [InlineData("123456789012", "0.000000123456 ETH")]
    [InlineData("0", "0 ETH")]
    [InlineData("-2500000000000000000", "-2.5 ETH")]
    public void Writes_the_native_coin_in_whole_coins(string wei, string text) =>
        Assert.Equal(text, AmountText.Of(_scene.Facts, _scene["ether"], BigInteger.Parse(wei)));

    [Fact]
    public void Says_that_the_decimals_are_unknown() =>
        Assert.Equal($"77 raw units of token {_scene.AddressOf("token")} (decimals unknown)",
            AmountText.Of(_scene.Facts, _scene["token"], (UInt256)77UL));

    [Fact]
    public void Learns_the_decimals_from_whoever_asked_the_token_in_the_block()
    {
        _scene.Call("alice", "token", "313ce567", parent: 0, output: Scene.Word(2));

        Assert.Equal($"1.5 of token {_scene.AddressOf("token")}",
            AmountText.Of(_scene.Facts, _scene["token"], (UInt256)150UL));
    }

    [Fact]
    public void Does_not_believe_in_absurd_decimals()
    {
        _scene.Call("alice", "token", "313ce567", parent: 0, output: Scene.Word(4_000_000_000));

        Assert.Contains("decimals unknown", AmountText.Of(_scene.Facts, _scene["token"], (UInt256)150UL),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_coin_of_the_chain()
    {
        _scene.Data.ChainId = 56;

        Assert.Equal("1 BNB", AmountText.Of(_scene.Facts, _scene["ether"], BigInteger.Pow(10, 18)));
    }

    [Fact]
    public void Rounds_towards_zero_by_less_than_a_millionth_of_the_amount_or_of_a_coin() =>
        Prop.ForAll<ulong>(wei =>
        {
            string text = AmountText.Of(_scene.Facts, _scene["ether"], (UInt256)wei);
            decimal said = decimal.Parse(text[..^4], CultureInfo.InvariantCulture) * 1_000_000_000_000_000_000m;
            return said <= wei && wei - said <= Math.Max(wei / 100_000m, 0);
        }).QuickCheckThrowOnFailure();
}
