using System.Numerics;

namespace Cordon.Ethereum.Tests;

/// <summary>Single words at the edges of every width, and the views that find them.</summary>
public class AbiWordTests
{
    [Fact]
    public void A_number_is_read_within_its_width_and_refused_one_beyond() => Seeded.Run(2_000, random =>
    {
        int bits = 8 * random.Next(1, 33);
        UInt256 value = random.NextWord();
        byte[] word = new byte[32];
        AbiWord.Write(word, value);
        BigInteger unsigned = (BigInteger)value, signed = value.ToSigned(), half = BigInteger.One << (bits - 1);

        AssertReads(unsigned < 2 * half, () => AbiWord.ReadUInt(word, bits), value);
        AssertReads(signed >= -half && signed < half, () => AbiWord.ReadInt(word, bits), value);
        if (bits <= 64 && unsigned < 2 * half) Assert.Equal(unsigned, AbiWord.ReadUInt64(word, bits));
        if (bits <= 64 && signed >= -half && signed < half) Assert.Equal(signed, AbiWord.ReadInt64(word, bits));
    });

    [Fact]
    public void What_is_written_reads_back_over_whatever_was_there() => Seeded.Run(500, random =>
    {
        byte[] word = random.NextBytes(32);
        Address address = random.NextAddress();
        byte[] some = random.NextBytes(random.Next(1, 33));

        AbiWord.Write(word, address);
        Assert.Equal(address, AbiWord.ReadAddress(word));
        AbiWord.WriteFixedBytes(word, some);
        Assert.Equal(some, AbiWord.ReadFixedBytes(word, some.Length).ToArray());
        AbiWord.Write(word, some.Length % 2 == 0);
        Assert.Equal(some.Length % 2 == 0, AbiWord.ReadBool(word));
        Hash256 hash = random.NextHash();
        AbiWord.Write(word, hash);
        Assert.Equal(hash, AbiWord.ReadBytes32(word));
    });

    [Fact]
    public void One_bit_beside_a_value_is_refused() => Seeded.Run(1_000, random =>
    {
        byte[] word = new byte[32];
        word[random.Next(12)] = (byte)(1 << random.Next(8));
        Assert.Throws<AbiException>(() => AbiWord.ReadAddress(word));
        Assert.Throws<AbiException>(() => AbiWord.ReadBool(word));
        int length = random.Next(1, 32);
        Array.Clear(word);
        word[random.Next(length, 32)] = (byte)(1 << random.Next(8));
        Assert.Throws<AbiException>(() => AbiWord.ReadFixedBytes(word, length).Length);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_word_has_32_bytes(int length)
    {
        byte[] bytes = new byte[length];

        Assert.Contains($"found {length}", Assert.Throws<AbiException>(() => AbiWord.ReadUInt256(bytes)).Message,
            StringComparison.Ordinal);
        Assert.Throws<AbiException>(() => AbiWord.ReadAddress(bytes));
        Assert.Throws<AbiException>(() => AbiWord.ReadBytes32(bytes));
        Assert.Throws<AbiException>(() => AbiWord.ReadFixedBytes(bytes, 1).Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_view_never_reads_beside_its_data(int offset)
    {
        byte[] data = new byte[32];

        Assert.Throws<AbiException>(() => new AbiView(data).ReadWord(offset).Length);
        Assert.Throws<AbiException>(() => new AbiView(data).ReadBytes(offset).Length);
        if (offset != 1) Assert.Throws<AbiException>(() => new AbiView(data).At(offset).PositionOf(0));
    }

    [Fact]
    public void A_view_of_bytes_takes_padding_for_what_it_is_only_when_strict()
    {
        byte[] data = AbiCodec.Encode([new AbiParameter("", AbiType.Bytes)], AbiValue.List(new byte[] { 1, 2, 3 }));
        data[^1] = 9;

        AbiException fault = Assert.Throws<AbiException>(() => new AbiView(data).ReadBytes(0).Length);

        Assert.Equal(64 + 3, fault.Position);
        Assert.Equal([1, 2, 3], new AbiView(data, isStrict: false).ReadBytes(0).ToArray());
        byte[] cut = data[..^29]; // content whole, padding gone
        Assert.Equal([1, 2, 3], new AbiView(cut, isStrict: false).ReadBytes(0).ToArray());
        Assert.Throws<AbiException>(() => new AbiView(cut).ReadBytes(0).Length);
    }

    [Fact]
    public void Content_is_bounded_even_when_many_offsets_share_it()
    {
        AbiType tuple = AbiType.Parse("(bytes[])");
        byte[] data = AbiCodec.Encode(tuple, AbiValue.List(AbiValue.List(new byte[60], new byte[60])));
        var limits = new AbiLimits { ContentBytesMax = 120 };

        Assert.Equal(2, AbiCodec.Decode(tuple, data, limits)[0].Items.Count);
        AbiException fault = Assert.Throws<AbiException>(
            () => AbiCodec.Decode(tuple, data, limits with { ContentBytesMax = 119 }));
        Assert.Contains("more than 119 bytes of content", fault.Message, StringComparison.Ordinal);
        Assert.Throws<AbiException>(() => AbiCodec.Decode(tuple, data, limits with { ElementsMax = 2 }));
        Assert.Equal(2, AbiCodec.Decode(tuple, data, limits with { ElementsMax = 3 })[0].Items.Count);
    }

    private static void AssertReads(bool fits, Func<UInt256> read, UInt256 value)
    {
        if (fits) Assert.Equal(value, read());
        else Assert.Throws<AbiException>(() => read());
    }
}
