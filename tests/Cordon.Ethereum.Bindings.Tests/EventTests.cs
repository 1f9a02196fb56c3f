namespace Cordon.Ethereum.Bindings.Tests;

public class EventTests
{
    private static readonly Address A = Address.Parse("0x" + new string('1', 40));

    [Fact]
    public void A_log_becomes_the_event_in_the_order_of_its_declaration()
    {
        Hash256[] topics = [Showcase.EverythingEvent.Topic, Word(A), Word(UInt256.Zero - 7), Word(42)];
        byte[] data = CastVectors.Bytes("abi-encode", "Everything(uint112,int256,bool)");

        Assert.True(Showcase.EverythingEvent.TryDecode(topics, data, out Showcase.EverythingEvent e));
        Assert.Equal(
            new Showcase.EverythingEvent(
                A, new UInt256(ulong.MaxValue, 0xFFFFFFFFFFFF), -7, UInt256.Zero - 3, Word(42), On: true),
            e);
    }

    [Theory]
    [InlineData("Everything(address,uint112,int24,int256,bytes32,bool)")]
    [InlineData("Named(string,uint256[2],string,uint256[])")]
    [InlineData("Ping()")]
    public void Topics_equal_casts(string signature)
    {
        Hash256 topic = signature[0] switch
        {
            'E' => Showcase.EverythingEvent.Topic,
            'N' => Showcase.NamedStringUint256Array2StringUint256ArrayEvent.Topic,
            _ => Showcase.PingEvent.Topic,
        };

        Assert.Equal(new Hash256(CastVectors.Bytes("sig-event", signature)), topic);
    }

    [Fact]
    public void Indexed_values_without_fixed_size_are_given_as_their_hash()
    {
        Hash256[] topics = [Showcase.NamedStringUint256Array2StringUint256ArrayEvent.Topic, Word(1), Word(2)];
        byte[] data = CastVectors.Bytes("abi-encode", "Named(string,uint256[])");

        Assert.True(Showcase.NamedStringUint256Array2StringUint256ArrayEvent.TryDecode(topics, data, out var e));
        Assert.Equal((Word(1), Word(2), "hi"), (e.NameHash, e.ItemsHash, e.Text));
        Assert.Equal([5, 6], e.List);
    }

    [Fact]
    public void An_anonymous_event_uses_all_four_topics_and_has_no_topic_of_its_own()
    {
        Hash256[] topics = [Word(1), Word(2), Word(3), Word(4)];

        Assert.True(Showcase.BareEvent.TryDecode(topics, Bytes(Word(5)), out Showcase.BareEvent e));
        Assert.Equal(new Showcase.BareEvent(1, 2, 3, 4, 5), e);
        Assert.Null(typeof(Showcase.BareEvent).GetProperty("Topic"));
    }

    [Fact]
    public void Another_event_a_missing_topic_or_short_data_is_not_decoded()
    {
        Hash256[] topics = [Erc20.TransferEvent.Topic, Word(A), Word(A)];
        byte[] data = Bytes(Word(9));

        Assert.True(Erc20.TransferEvent.TryDecode(topics, data, out _));
        Assert.False(Erc20.TransferEvent.TryDecode(topics.AsSpan(0, 2), data, out _));
        Assert.False(Erc20.TransferEvent.TryDecode([.. topics, Word(1)], data, out _)); // ERC-721's Transfer
        Assert.False(Erc20.TransferEvent.TryDecode(topics, data.AsSpan(0, 31), out _));
        Assert.False(Erc20.TransferEvent.TryDecode([Word(1), topics[1], topics[2]], data, out _));
        Assert.False(Erc20.TransferEvent.TryDecode([topics[0], UInt256Word(UInt256.MaxValue), topics[2]], data, out _));
        Assert.False(Erc20.TransferEvent.TryDecode([], data, out Erc20.TransferEvent e));
        Assert.Equal(default, e);
    }

    [Fact]
    public void Decoding_an_event_of_fixed_size_allocates_nothing()
    {
        Hash256[] topics = [Showcase.EverythingEvent.Topic, Word(A), Word(UInt256.Zero - 7), Word(42)];
        byte[] data = CastVectors.Bytes("abi-encode", "Everything(uint112,int256,bool)");
        int decoded = DecodeMany(topics, data, times: 100); // first use may allocate

        long before = GC.GetAllocatedBytesForCurrentThread();
        decoded += DecodeMany(topics, data, times: 1000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1100, decoded);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Every_event_can_be_decoded_through_its_type_parameter()
    {
        Assert.True(Decode([Showcase.PingEvent.Topic], [], out Showcase.PingEvent _));
        Assert.False(Decode([Erc20.TransferEvent.Topic], [], out Showcase.PingEvent _));
    }

    private static bool Decode<T>(ReadOnlySpan<Hash256> topics, ReadOnlySpan<byte> data, out T value)
        where T : struct, IContractEvent<T> => T.TryDecode(topics, data, out value);

    private static int DecodeMany(Hash256[] topics, byte[] data, int times)
    {
        int decoded = 0;
        for (int i = 0; i < times; i++)
        {
            if (Showcase.EverythingEvent.TryDecode(topics, data, out Showcase.EverythingEvent e) && e.On) decoded++;
        }

        return decoded;
    }

    private static Hash256 Word(Address address)
    {
        byte[] word = new byte[32];
        address.CopyTo(word.AsSpan(12));
        return new Hash256(word);
    }

    private static Hash256 Word(ulong value) => UInt256Word(value);

    private static Hash256 Word(UInt256 value) => UInt256Word(value);

    private static Hash256 UInt256Word(UInt256 value)
    {
        byte[] word = new byte[32];
        value.CopyTo(word);
        return new Hash256(word);
    }

    private static byte[] Bytes(Hash256 hash)
    {
        byte[] word = new byte[32];
        hash.CopyTo(word);
        return word;
    }
}
