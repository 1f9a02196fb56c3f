using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Tests;

public class KeccakTests
{
    [Theory] // 135, 136 and 137 bytes stand around the edge of a block
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("hello", "1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8")]
    [InlineData("Transfer(address,address,uint256)",
        "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void Hashes_equal_published_ones(string text, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Keccak256.Hash(text)));

    [Theory]
    [InlineData(135)]
    [InlineData(136)]
    [InlineData(137)]
    [InlineData(1000)]
    public void Hashes_around_the_edge_of_a_block_equal_casts(int length)
    {
        Assert.SkipWhen(CastVectors.Executable is null, "cast is not installed: run npm ci");
        string text = new('a', length);

        Assert.Equal(CastVectors.Run("keccak", text), "0x" + Convert.ToHexStringLower(Keccak256.Hash(text)));
    }
}
