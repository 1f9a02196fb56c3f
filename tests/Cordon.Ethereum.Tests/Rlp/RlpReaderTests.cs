using RlpCodec = Cordon.Ethereum.Rlp;

namespace Cordon.Ethereum.Tests;

public class RlpReaderTests
{
    [Theory]
    [InlineData("0x", 0, "ends where a value should begin")]
    [InlineData("0x8100", 0, "is its own encoding")]
    [InlineData("0x817f", 0, "is its own encoding")]
    [InlineData("0xc28100", 1, "is its own encoding")]
    [InlineData("0xb801ff", 0, "needs the short form")]
    [InlineData("0xb90000", 1, "no leading zero bytes")]
    [InlineData("0xb9ff", 0, "ends within a length")]
    [InlineData("0xbfffffffffffffffff", 0, "exceeds the input")]
    [InlineData("0x83aabb", 0, "3 bytes, but only 2 are left")]
    [InlineData("0xc3c3c180", 1, "3 bytes, but only 2 are left")]
    [InlineData("0x0001", 1, "1 bytes more than expected")]
    public void A_fault_is_named_with_its_byte(string hex, int position, string reason)
    {
        RlpException error = Assert.Throws<RlpException>(() => RlpCodec.Decode(Hex.Parse(hex)));
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Message);
        Assert.StartsWith($"RLP, byte {position}: ", error.Message);
    }

    [Theory]
    [InlineData("0x820001", "no leading zero")]
    [InlineData("0x00", "no leading zero")]
    [InlineData("0x89ffffffffffffffffff", "at most 8 bytes, found 9")]
    [InlineData("0xc0", "found a list")]
    public void An_integer_is_minimal_and_bounded(string hex, string reason)
    {
        byte[] bytes = Hex.Parse(hex);
        RlpException error = Assert.Throws<RlpException>(() => new RlpReader(bytes).ReadUInt64());
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void A_byte_string_is_not_read_as_a_list() =>
        Assert.Contains("found a byte string", Assert.Throws<RlpException>(
            () => { new RlpReader([0x80]).ReadList(); }).Message);

    [Fact]
    public void Nesting_is_bounded_by_the_limit_and_by_the_decoders_own_ceiling()
    {
        byte[] deep = Nest(100_000);
        Assert.Contains("nested deeper", Assert.Throws<RlpException>(() => RlpCodec.Decode(deep)).Message);
        var greedy = new RlpLimits { DepthMax = int.MaxValue };
        Assert.Throws<RlpException>(() => RlpCodec.Decode(deep, greedy));
        Assert.True(RlpCodec.Decode(Nest(64)).IsList);
        Assert.Throws<RlpException>(() => RlpCodec.Decode(Nest(65)));
    }

    [Fact]
    public void Size_and_number_of_items_are_bounded()
    {
        var limits = new RlpLimits { SizeBytesMax = 10, ItemsMax = 4 };
        Assert.Contains("exceed the limit of 10",
            Assert.Throws<RlpException>(() => RlpCodec.Decode(new byte[11], limits)).Message);
        Assert.Contains("more than 4 items",
            Assert.Throws<RlpException>(() => RlpCodec.Decode([0xc4, 1, 2, 3, 4], limits)).Message);
        Assert.Equal(3, RlpCodec.Decode([0xc3, 1, 2, 3], limits).Items.Count);
    }

    [Fact]
    public void Random_trees_round_trip() => Seeded.Run(2_000, random =>
    {
        byte[] bytes = RlpCodec.Encode(RandomItem(random, 4));
        Assert.Equal(bytes, RlpCodec.Encode(RlpCodec.Decode(bytes)));
    });

    [Fact]
    public void A_mutated_encoding_is_refused_or_is_the_canonical_one_of_another_value() =>
        Seeded.Run(Seeded.IsLong ? 20_000 : 5_000, random =>
        {
            byte[] bytes = RlpCodec.Encode(RandomItem(random, 4));
            byte[] mutated = Mutation.Of(bytes, random);
            try
            {
                Assert.Equal(mutated, RlpCodec.Encode(RlpCodec.Decode(mutated)));
            }
            catch (RlpException error)
            {
                Assert.InRange(error.Position, 0, mutated.Length);
            }
        });

    [Fact]
    public void Typed_values_round_trip() => Seeded.Run(2_000, random =>
    {
        UInt256 word = random.NextWord();
        ulong small = random.NextUlong() >> random.Next(64);
        Address address = random.NextAddress();
        Hash256 hash = random.NextHash();
        var writer = new RlpWriter();
        int list = writer.BeginList();
        writer.Write(word);
        writer.Write(small);
        writer.Write(address);
        writer.Write(hash);
        writer.EndList(list);

        var outer = new RlpReader(writer.Written);
        RlpReader reader = outer.ReadList();
        outer.ExpectEnd();
        Assert.Equal(word, reader.ReadUInt256());
        Assert.Equal(small, reader.ReadUInt64());
        Assert.Equal(address, reader.ReadAddress());
        Assert.Equal(hash, reader.ReadHash());
        reader.ExpectEnd();
    });

    /// <summary>Lists within lists, built from the inside out; a list of a list is one or a few bytes more.</summary>
    private static byte[] Nest(int depth)
    {
        var headers = new List<byte[]>();
        int payload = 0;
        for (int i = 0; i < depth; i++)
        {
            byte[] lengthBytes = ((UInt256)(ulong)payload).ToHex()[2..].TrimStart('0') is var hex && hex.Length % 2 == 1
                ? Convert.FromHexString("0" + hex)
                : Convert.FromHexString(hex);
            byte[] header = payload < 56
                ? [(byte)(0xc0 + payload)]
                : [(byte)(0xf7 + lengthBytes.Length), .. lengthBytes];
            headers.Add(header);
            payload += header.Length;
        }

        headers.Reverse();
        return [.. headers.SelectMany(header => header)];
    }

    private static RlpItem RandomItem(Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
            return new RlpItem(random.NextBytes(random.Next(8) == 0 ? random.Next(70_000) : random.Next(60)));

        return new RlpItem([.. Enumerable.Range(0, random.Next(6)).Select(_ => RandomItem(random, depth - 1))]);
    }
}
