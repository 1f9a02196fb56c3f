using System.Text;
using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Tests;

public class SignatureHashTests
{
    [Theory] // 135, 136 and 137 bytes stand around the edge of a block
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("hello", "1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8")]
    [InlineData("Transfer(address,address,uint256)",
        "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void Hashes_equal_published_ones(string text, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(SignatureHash.Of(text)));

    [Fact] // a block is 136 bytes
    public void Hashes_of_every_length_over_three_blocks_equal_the_librarys()
    {
        for (int length = 0; length <= 3 * 136; length++)
        {
            string text = new('a', length);
            Assert.Equal(Keccak256.Hash(Encoding.UTF8.GetBytes(text)), new Hash256(SignatureHash.Of(text)));
        }
    }
}
