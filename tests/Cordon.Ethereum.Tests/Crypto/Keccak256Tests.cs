using System.Text;
using System.Text.Json;

namespace Cordon.Ethereum.Tests;

public class Keccak256Tests
{
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("Transfer(address,address,uint256)",
        "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void Known_texts_have_their_known_hashes(string text, string expected) =>
        Assert.Equal(expected, Keccak256.HashUtf8(text).ToString());

    [Fact]
    public void The_hash_of_nothing_is_that_of_no_bytes() =>
        Assert.Equal(Keccak256.Hash([]), Keccak256.OfNothing);

    [Fact]
    public void Every_ethers_hash_matches()
    {
        foreach (JsonElement item in TestFiles.EthersCases("hashes"))
        {
            byte[] data = Hex.Parse(item.GetProperty("data").GetString());
            Assert.Equal(item.GetProperty("keccak256").GetString(), Keccak256.Hash(data).ToString());
        }
    }

    [Fact]
    public void Absorbing_in_pieces_of_any_size_gives_the_hash_of_the_whole() => Seeded.Run(2_000, random =>
    {
        byte[] data = random.NextBytes(random.Next(600));
        var sponge = new KeccakSponge();
        ReadOnlySpan<byte> rest = data;
        while (!rest.IsEmpty)
        {
            int take = random.Next(Math.Min(rest.Length, 300) + 1);
            sponge.Absorb(rest[..take]);
            rest = rest[take..];
        }

        Assert.Equal(Keccak256.Hash(data), sponge.Finish());
    });

    [Fact]
    public void A_copy_of_the_sponge_forks_the_computation()
    {
        var prefix = new KeccakSponge();
        prefix.Absorb("prefix"u8);
        KeccakSponge left = prefix, right = prefix;
        left.Absorb("left"u8);
        right.Absorb("right"u8);
        Assert.Equal(Keccak256.HashUtf8("prefixleft"), left.Finish());
        Assert.Equal(Keccak256.HashUtf8("prefixright"), right.Finish());
    }

    [Fact]
    public void Hashing_allocates_nothing()
    {
        byte[] data = Encoding.UTF8.GetBytes(new string('x', 1_000));
        byte[] hash = new byte[32];
        Keccak256.Hash(data, hash);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Keccak256.Hash(data, hash);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
