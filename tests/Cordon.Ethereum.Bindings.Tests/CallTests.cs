using System.Text;

namespace Cordon.Ethereum.Bindings.Tests;

public class CallTests
{
    private static readonly Address A = Address.Parse("0x" + new string('1', 40));
    private static readonly Address B = Address.Parse("0x" + new string('2', 40));

    [Fact]
    public void Calldata_of_static_arguments_equals_casts()
    {
        byte[] encoded = new Erc20.TransferCall(A, 1_000_000_000_000_000_000).Encode();

        Assert.Equal(CastVectors.Bytes("calldata", "transfer(address,uint256)"), encoded);
        Assert.Equal(0xa9059cbb, Erc20.TransferCall.Selector);
        Assert.Equal("transfer(address,uint256)", Erc20.TransferCall.Signature);
    }

    [Fact]
    public void Extreme_numbers_of_every_width_are_encoded_as_cast_does_and_read_back()
    {
        var call = new Showcase.NumbersCall(
            byte.MaxValue, ushort.MaxValue, 0xFFFFFF, ulong.MaxValue, new UInt256(ulong.MaxValue, 0xFF),
            sbyte.MinValue, -8388608, long.MinValue, new UInt256(0, 1UL << 63, ulong.MaxValue, ulong.MaxValue),
            UInt256.MaxValue, true, Left("deadbeef"), Left(string.Concat(Enumerable.Repeat("01", 32))),
            Left(new string('2', 40) + "12345678"));

        byte[] expected = CastVectors.Bytes("calldata", Showcase.NumbersCall.Signature);
        Assert.Equal(expected, call.Encode());
        Assert.True(Showcase.NumbersCall.TryDecode(expected, out Showcase.NumbersCall read));
        Assert.Equal(call, read);
    }

    [Fact]
    public void Several_return_values_become_one_struct()
    {
        byte[] data = CastVectors.Bytes("abi-encode", "numbers(uint256,bool)");

        Assert.True(Showcase.NumbersCall.TryDecodeReturn(data, out Showcase.NumbersReturn value));
        Assert.Equal(new Showcase.NumbersReturn(Sum: 77, Value1: true), value);
    }

    [Fact]
    public void Overloads_have_the_plain_name_for_the_shortest_and_the_types_in_the_others()
    {
        byte[] shortest = new Showcase.PutCall([]).Encode();
        byte[] list = new Showcase.PutUint256ArrayCall([1, 2, 3]).Encode();
        byte[] longest = new Showcase.PutBytesStringCall([1, 2], "héllo").Encode();

        Assert.Equal(CastVectors.Bytes("calldata", "put(bytes)"), shortest);
        Assert.Equal(CastVectors.Bytes("calldata", "put(uint256[])"), list);
        Assert.Equal(CastVectors.Bytes("calldata", "put(bytes,string)"), longest);
        Assert.True(Showcase.PutBytesStringCall.TryDecode(longest, out Showcase.PutBytesStringCall read));
        Assert.Equal(("0102", "héllo"), (Convert.ToHexString(read.Data), read.Note));
        Assert.False(Showcase.PutCall.TryDecode(longest, out _));
    }

    [Fact]
    public void Nested_and_jagged_arrays_equal_casts_and_read_back()
    {
        var call = new Showcase.GridCall(
            [7, 8], [[A], [], [B, A]], ["a", "this text is longer than thirty-two bytes"], [[1, 2, 3], [4, 5, 6]]);

        byte[] expected = CastVectors.Bytes("calldata", Showcase.GridCall.Signature);
        Assert.Equal(expected, call.Encode());
        Assert.True(Showcase.GridCall.TryDecode(expected, out Showcase.GridCall read));
        Assert.Equal(call.FixedPair, read.FixedPair);
        Assert.Equal(call.Jagged, read.Jagged);
        Assert.Equal(call.Names, read.Names);
        Assert.Equal(call.Rows, read.Rows);

        byte[] returned = CastVectors.Bytes("abi-encode", "grid(uint256[2][])");
        Assert.True(Showcase.GridCall.TryDecodeReturn(returned, out UInt256[][] rows));
        Assert.Equal<UInt256[]>([[1, 2], [3, 4]], rows);
    }

    [Fact]
    public void Tuples_take_the_name_of_their_struct_and_are_shared_between_arguments_and_results()
    {
        var order = new Showcase.Order(A, [new Showcase.Leg(B, Negative(5)), new Showcase.Leg(A, 6)], "memo");
        var call = new Showcase.SettleCall(order, new Showcase.Leg(B, Negative(7)));

        byte[] expected = CastVectors.Bytes("calldata", Showcase.SettleCall.Signature);
        Assert.Equal(expected, call.Encode());
        Assert.True(Showcase.SettleCall.TryDecode(expected, out Showcase.SettleCall read));
        Assert.Equal((order.Maker, order.Memo, call.First), (read.Order.Maker, read.Order.Memo, read.First));
        Assert.Equal(order.Legs, read.Order.Legs);

        byte[] returned = CastVectors.Bytes("abi-encode", "settle((address,int256)[2])");
        Assert.True(Showcase.SettleCall.TryDecodeReturn(returned, out Showcase.Leg[] legs));
        Assert.Equal([new Showcase.Leg(A, Negative(1)), new Showcase.Leg(B, 2)], legs);
    }

    [Fact]
    public void Names_that_csharp_or_the_struct_reserve_are_moved_aside()
    {
        var call = new Showcase.ClassCall(
            Event: 1, SelectorValue: 2, EqualsValue: 3, Equals2: 4, Arg4: 5, _1inchFee: 6, ClassCallValue: 7);

        Assert.Equal(CastVectors.Bytes("calldata", Showcase.ClassCall.Signature), call.Encode());
    }

    [Fact]
    public void A_tuple_without_a_struct_name_is_named_after_its_parameter()
    {
        var call = new Showcase.AnonymousTupleCall(new Showcase.AnonymousTupleCallPair(Item0: 9, Ok: true));

        Assert.Equal(CastVectors.Bytes("calldata", Showcase.AnonymousTupleCall.Signature), call.Encode());
    }

    [Fact]
    public void A_call_without_arguments_is_its_selector_alone()
    {
        Assert.Equal([0x84, 0x56, 0xcb, 0x59], new Erc20.PauseCall().Encode());
        Assert.True(Erc20.PauseCall.TryDecode([0x84, 0x56, 0xcb, 0x59], out _));
        Assert.False(Erc20.PauseCall.TryDecode([0x84, 0x56, 0xcb], out _));
    }

    [Fact]
    public void The_return_type_is_inferred_from_the_call()
    {
        Assert.True(Decode(new Erc20.NameCall(), Text("Cordon"), out string? name));
        Assert.Equal("Cordon", name);

        static bool Decode<T>(IContractCall<T> call, byte[] data, out T value) => call.TryDecodeReturn(data, out value);
        static byte[] Text(string text)
        {
            byte[] data = new byte[96];
            data[31] = 32;
            data[63] = (byte)text.Length;
            Encoding.UTF8.GetBytes(text, data.AsSpan(64));
            return data;
        }
    }

    [Fact]
    public void A_value_that_its_type_cannot_hold_is_refused_by_name()
    {
        Showcase.NumbersCall fits = default;

        Assert.Contains("uint24", Refusal(fits with { C = 0x1000000 }));
        Assert.Contains("uint72", Refusal(fits with { E = new UInt256(0, 0x100) }));
        Assert.Contains("int24", Refusal(fits with { G = 8388608 }));
        Assert.Contains("int24", Refusal(fits with { G = -8388609 }));
        Assert.Contains("int128", Refusal(fits with { I = new UInt256(0, 1UL << 63) }));
        Assert.Contains("bytes4", Refusal(fits with { L = Left("deadbeef01") }));
        Assert.Contains("has 3 elements; its type has 2", Refusal(new Showcase.GridCall([1, 2, 3], [], ["", ""], [])));
    }

    [Theory]
    [InlineData(4)] // a dirty byte above the address
    [InlineData(15)]
    public void Calldata_with_bits_that_its_type_does_not_have_is_refused(int dirtyByte)
    {
        byte[] data = new Erc20.TransferCall(A, 5).Encode();
        data[dirtyByte] = 1;

        Assert.False(Erc20.TransferCall.TryDecode(data, out Erc20.TransferCall call));
        Assert.Equal(default, call);
    }

    [Fact]
    public void Every_shorter_prefix_of_calldata_is_refused()
    {
        byte[] data = CastVectors.Bytes("calldata", Showcase.SettleCall.Signature);
        int needed = data.Length - 28; // padding behind the last text carries nothing

        for (int length = 0; length < needed; length++)
            Assert.False(Showcase.SettleCall.TryDecode(data.AsSpan(0, length), out _), $"{length} bytes");
        Assert.True(Showcase.SettleCall.TryDecode(data.AsSpan(0, needed), out _));
    }

    private static string Refusal(ICalldata call) => Assert.Throws<ArgumentException>(call.Encode).Message;

    private static Hash256 Left(string hex)
    {
        byte[] word = new byte[32];
        Convert.FromHexString(hex).CopyTo(word, 0);
        return new Hash256(word);
    }

    private static UInt256 Negative(ulong value) => UInt256.Zero - value;
}
