using System.Numerics;

namespace Cordon.Ethereum.Tests;

public class AbiCodecTests
{
    [Fact]
    public void Random_values_of_random_types_round_trip() => Seeded.Run(5_000, random =>
    {
        AbiType tuple = RandomAbi.NextTuple(random, random.Next(1, 6), 3);
        AbiValue values = RandomAbi.NextValue(random, tuple);
        byte[] data = AbiCodec.Encode(tuple, values);
        Assert.Equal(0, data.Length % 32);
        Assert.Equal(values.ToString(), AbiCodec.Decode(tuple, data).ToString());
        Assert.Equal(values.ToString(), AbiCodec.Decode(tuple, data, AbiLimits.Lenient).ToString());
    });

    [Fact]
    public void Mutated_data_decode_to_something_that_round_trips_or_are_refused() => Seeded.Run(20_000, random =>
    {
        AbiType tuple = RandomAbi.NextTuple(random, random.Next(1, 4), 3);
        byte[] data = Mutation.Of(AbiCodec.Encode(tuple, RandomAbi.NextValue(random, tuple)), random);
        var limits = new AbiLimits { ElementsMax = 10_000, ContentBytesMax = 100_000 };
        try
        {
            AbiValue decoded = AbiCodec.Decode(tuple, data, limits);
            Assert.Equal(decoded.ToString(), AbiCodec.Decode(tuple, AbiCodec.Encode(tuple, decoded)).ToString());
        }
        catch (AbiException error)
        {
            Assert.NotEmpty(error.Path);
            Assert.InRange(error.Position ?? -1, 0, data.Length + 32);
        }
    });

    [Theory]
    [InlineData("uint8", "0000000000000000000000000000000000000000000000000000000000000100", "256 exceeds uint8")]
    [InlineData("int8", "0000000000000000000000000000000000000000000000000000000000000080", "128 exceeds int8")]
    [InlineData("bool", "0000000000000000000000000000000000000000000000000000000000000002", "0 or 1, not 2")]
    [InlineData("address", "0100000000000000000000000000000000000000000000000000000000000000", "12 zero bytes")]
    [InlineData("bytes4", "0000000001000000000000000000000000000000000000000000000000000000", "zero bytes behind")]
    public void Strict_decoding_refuses_what_lies_outside_the_width_and_lenient_decoding_drops_it(
        string type, string word, string reason)
    {
        AbiType tuple = AbiType.Tuple(AbiType.Bool, AbiType.Parse(type));
        byte[] data = Convert.FromHexString(new string('0', 64) + word);
        AbiException error = Assert.Throws<AbiException>(() => AbiCodec.Decode(tuple, data));
        Assert.Contains(reason, error.Message);
        Assert.Equal(32, error.Position);
        Assert.Equal("[1]", error.Path);
        AbiCodec.Decode(tuple, data, AbiLimits.Lenient);
    }

    [Fact]
    public void An_error_names_argument_member_element_and_byte()
    {
        AbiFunction function = AbiFunction.Parse("fill((uint8 kind, uint8[] amounts)[] orders, bool all)");
        byte[] call = function.EncodeCall(AbiValue.List(
            AbiValue.List(1, AbiValue.List(1, 2)), AbiValue.List(2, AbiValue.List(3))), true);
        int at = call.AsSpan().LastIndexOf((byte)3) - 31;
        call[at] = 0xff;
        AbiException error = Assert.Throws<AbiException>(() => function.DecodeCall(call));
        Assert.Equal("orders[1].amounts[0]", error.Path);
        Assert.Equal(at, error.Position);
        Assert.StartsWith($"ABI, byte {at}, orders[1].amounts[0]: ", error.Message);
    }

    [Theory]
    [InlineData("bytes", "20", "ffffffff", "4294967295 bytes are announced, but the data have room for 0")]
    [InlineData("uint256[]", "20", "02", "2 elements are announced, but the data have room for 0")]
    [InlineData("bytes", "ffffffffffffffffffffffff", "00", "lies beyond the 64 bytes")]
    [InlineData("bytes", "40", "00", "a word is missing: the data end at byte 64")]
    public void Announced_sizes_beyond_the_data_are_refused_before_anything_is_allocated(
        string type, string offset, string length, string reason)
    {
        byte[] data = Convert.FromHexString(offset.PadLeft(64, '0') + length.PadLeft(64, '0'));
        Assert.Contains(reason, Assert.Throws<AbiException>(
            () => AbiCodec.Decode(AbiType.Tuple(AbiType.Parse(type)), data)).Message);
    }

    [Fact]
    public void Arrays_that_all_point_to_one_array_cannot_multiply_beyond_the_limit()
    {
        // Each level's elements point at the next level: 64 words stand for 15^4 numbers.
        AbiType type = AbiType.Parse("(uint256[][][][])");
        byte[] bomb = Bomb(levels: 4, width: 15);
        Assert.Equal(15, AbiCodec.Decode(type, bomb)[0].Items.Count);
        var limits = new AbiLimits { ElementsMax = 10_000 };
        Assert.Contains("more than 10000 elements",
            Assert.Throws<AbiException>(() => AbiCodec.Decode(type, bomb, limits)).Message);
    }

    [Fact]
    public void Elements_without_size_cannot_be_announced_without_end()
    {
        byte[] data = Convert.FromHexString("20".PadLeft(64, '0') + "7fffffff".PadLeft(64, '0'));
        Assert.Contains("more than", Assert.Throws<AbiException>(
            () => AbiCodec.Decode(AbiType.Parse("(()[])"), data)).Message);
    }

    [Theory]
    [InlineData("uint8", 256, "0x100 does not fit uint8")]
    [InlineData("int8", 128, "0x80 does not fit int8")]
    [InlineData("bool", 2, "0x2 does not fit bool")]
    [InlineData("bytes4", 1, "bytes4 needs exactly 4 bytes")]
    [InlineData("string", 1, "string needs bytes or text")]
    [InlineData("uint8[]", 1, "a list is needed here")]
    public void A_value_that_does_not_fit_its_type_is_not_encoded(string type, int value, string reason)
    {
        AbiException error = Assert.Throws<AbiException>(
            () => AbiCodec.Encode(AbiType.Tuple(AbiType.Parse(type)), AbiValue.List((ulong)value)));
        Assert.Contains(reason, error.Message);
        Assert.Equal("[0]", error.Path);
    }

    [Fact]
    public void Values_convert_and_refuse_to_be_what_they_are_not()
    {
        AbiValue number = new BigInteger(-5);
        Assert.Equal(-5, (int)number.Signed);
        Assert.Equal("grüße", ((AbiValue)"grüße").Text);
        Assert.Throws<InvalidOperationException>(() => number.Bytes.Length);
        Assert.Throws<InvalidOperationException>(() => number.Items);
        Assert.Throws<InvalidOperationException>(() => AbiValue.List().Word);
        Assert.ThrowsAny<ArgumentException>(() => ((AbiValue)new byte[] { 0xff }).Text);
    }

    [Fact]
    public void The_span_reader_walks_data_without_allocating()
    {
        AbiType tuple = AbiType.Parse("(address,uint256,bytes,(uint64,string)[])");
        Address owner = Address.Parse("0x00000000000000000000000000000000deadbeef");
        byte[] data = AbiCodec.Encode(tuple, AbiValue.List(owner, 42, new byte[] { 1, 2, 3 },
            AbiValue.List(AbiValue.List(7, "seven"), AbiValue.List(8, "eight"))));
        Assert.Equal(owner, Walk(data));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Walk(data);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Address Walk(byte[] data)
    {
        var reader = new AbiView(data);
        ulong sum = AbiWord.ReadUInt64(reader.ReadWord(32)) + (ulong)reader.ReadBytes(64).Length;
        AbiView items = reader.ReadArray(96, 32, out int count);
        for (int i = 0; i < count; i++)
        {
            AbiView item = items.ReadTuple(32 * i);
            sum += AbiWord.ReadUInt64(item.ReadWord(0)) + (ulong)item.ReadBytes(32).Length;
        }

        return sum == 42 + 3 + 15 + 10 ? AbiWord.ReadAddress(reader.ReadWord(0)) : default;
    }

    private static byte[] Bomb(int levels, int width)
    {
        var words = new List<UInt256> { 32 };
        for (int level = 1; level < levels; level++)
        {
            words.Add((ulong)width);
            for (int i = 0; i < width; i++) words.Add((ulong)(32 * width)); // all offsets: right behind this level
        }

        words.Add((ulong)width);
        for (int i = 0; i < width; i++) words.Add(1);
        byte[] data = new byte[32 * words.Count];
        for (int i = 0; i < words.Count; i++) words[i].CopyTo(data.AsSpan(32 * i));
        return data;
    }
}
