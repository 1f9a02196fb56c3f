namespace Cordon.Ethereum.Tests;

/// <summary>Events with every mixture of topics and data, functions and the faults in their data.</summary>
public class AbiEventTests
{
    private static readonly AbiParameter From = new("from", AbiType.Address, IsIndexed: true);
    private static readonly AbiParameter Memo = new("memo", AbiType.String, IsIndexed: true);
    private static readonly AbiParameter Amount = new("amount", AbiType.UInt(128));

    [Fact]
    public void An_anonymous_event_has_four_topics_of_its_own_and_no_signature_among_them()
    {
        var item = new AbiEvent("Quiet", [From, From, From, From, Amount], isAnonymous: true);
        Hash256[] topics = [.. Enumerable.Range(1, 4).Select(i => new Hash256((UInt256)(ulong)i))];
        byte[] data = AbiCodec.Encode([Amount], AbiValue.List(9UL));

        AbiValue values = item.Decode(topics, data);

        Assert.Equal("(0x1, 0x2, 0x3, 0x4, 0x9)", values.ToString());
        Assert.False(item.Matches(topics.AsSpan(1)));
        Assert.False(item.Matches([item.Topic, .. topics]));
        Assert.Contains("5 indexed", Assert.Throws<FormatException>(
            () => new AbiEvent("Quiet", [From, From, From, From, From], isAnonymous: true)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Values_keep_the_order_of_the_declaration_whatever_is_indexed()
    {
        var item = new AbiEvent("Paid", [Amount, From, Amount, Memo]);
        Hash256 memo = Keccak256.HashUtf8("thanks");
        byte[] data = AbiCodec.Encode([Amount, Amount], AbiValue.List(5UL, 6UL));

        AbiValue values = item.Decode([item.Topic, new Hash256((UInt256)7UL), memo], data);

        Assert.Equal($"(0x5, 0x7, 0x6, {memo})", values.ToString()); // of a text only the hash is known
    }

    [Fact]
    public void Another_events_log_is_refused_by_topic_and_by_the_number_of_topics()
    {
        var item = new AbiEvent("Paid", [From, Amount]);
        Hash256 other = Keccak256.HashUtf8("Other(address,uint128)");

        Assert.True(item.Matches([item.Topic, Hash256.Zero]));
        Assert.False(item.Matches([other, Hash256.Zero]));
        Assert.False(item.Matches([item.Topic]));
        Assert.False(item.Matches([item.Topic, Hash256.Zero, Hash256.Zero]));
        Assert.False(item.Matches([]));
        Assert.Contains("are not those of Paid(address,uint128)",
            Assert.Throws<AbiException>(() => item.Decode([other, Hash256.Zero], [])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_that_is_no_value_of_its_type_is_refused_by_name_unless_lenient()
    {
        var item = new AbiEvent("Paid", [From]);
        Hash256[] topics = [item.Topic, new Hash256(UInt256.MaxValue)];

        AbiException fault = Assert.Throws<AbiException>(() => item.Decode(topics, []));

        Assert.Contains("topic of from", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Address.FromWord(UInt256.MaxValue), item.Decode(topics, [], AbiLimits.Lenient)[0].Address);
    }

    [Fact]
    public void A_fault_in_call_data_is_counted_from_the_selector()
    {
        AbiFunction function = AbiFunction.Parse("pay(address to, bool now)");
        byte[] call = function.EncodeCall(Address.Zero, true);
        call[^1] = 2;

        AbiException fault = Assert.Throws<AbiException>(() => function.DecodeCall(call));

        Assert.Equal(("now", 4 + 32), (fault.Path, fault.Position));
        AbiException cut = Assert.Throws<AbiException>(() => function.DecodeCall(call.AsSpan(0, call.Length - 1)));
        Assert.Equal(("now", 4 + 32), (cut.Path, cut.Position));
        Assert.False(function.Matches(call.AsSpan(0, 3)));
        Assert.Throws<AbiException>(() => function.DecodeCall(call.AsSpan(0, 3)));
    }

    [Fact]
    public void Results_are_decoded_by_the_outputs()
    {
        var function = new AbiFunction("get", [], [new AbiParameter("", AbiType.String), Amount]);
        byte[] returned = AbiCodec.Encode(function.Outputs, AbiValue.List("é", 3UL));

        AbiValue values = function.DecodeResult(returned);

        Assert.Equal(("é", (UInt256)3UL), (values[0].Text, values[1].Word));
        Assert.Equal("[0]", Assert.Throws<AbiException>(() => function.DecodeResult([])).Path);
        Assert.Throws<AbiException>(() => function.EncodeCall(1UL)); // it takes no arguments
    }

    [Theory] // solc pads what stands in an array to words: numbers by their sign, bytes on the right
    [InlineData("int8[]", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("int8", "0xff")]
    [InlineData("int16[1]", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("bytes3[]", "0x0102030000000000000000000000000000000000000000000000000000000000")]
    [InlineData("bytes3", "0x010203")]
    [InlineData("bool[]", "0x0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("bool", "0x01")]
    [InlineData("string", "0x6162")]
    public void Packed_values_have_their_own_width_and_elements_a_word(string type, string expected)
    {
        AbiType parsed = AbiType.Parse(type);
        AbiValue value = (parsed.Element ?? parsed).Kind switch
        {
            AbiKind.Int => UInt256.MaxValue,
            AbiKind.FixedBytes => new byte[] { 1, 2, 3 },
            AbiKind.Bool => true,
            _ => "ab",
        };
        if (parsed.Element is not null) value = AbiValue.List(value);

        Assert.Equal(expected, Hex.Format(AbiPacked.Encode([new AbiParameter("", parsed)], AbiValue.List(value))));
    }

    [Fact]
    public void A_packed_value_that_does_not_fit_is_named()
    {
        AbiParameter[] parameters = [Amount, new("flags", AbiType.ArrayOf(AbiType.Bool, 2))];

        AbiException fault = Assert.Throws<AbiException>(
            () => AbiPacked.Encode(parameters, AbiValue.List(UInt256.MaxValue, AbiValue.List(true, true))));
        Assert.Equal("amount", fault.Path);
        fault = Assert.Throws<AbiException>(
            () => AbiPacked.Encode(parameters, AbiValue.List(1UL, AbiValue.List(true))));
        Assert.Equal("flags", fault.Path);
        Assert.Throws<AbiException>(() => AbiPacked.Encode(parameters, AbiValue.List(1UL)));
        Assert.Throws<AbiException>(() => AbiPacked.Encode(parameters, 1UL));
    }
}
