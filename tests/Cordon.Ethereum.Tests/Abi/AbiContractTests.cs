namespace Cordon.Ethereum.Tests;

public class AbiContractTests
{
    private const string Transfer = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    [Fact]
    public void The_abi_of_a_real_contract_parses_from_its_artifact()
    {
        string artifact = File.ReadAllText(TestFiles.NodePackage("@uniswap/v2-core/build/UniswapV2Pair.json"));
        AbiContract pair = AbiContract.Parse(artifact);
        Assert.Equal(0x022c0d9fU, pair.Function("swap").Selector);
        Assert.Equal("Swap(address,uint256,uint256,uint256,uint256,address)", pair.Event("Swap").Signature);
        Assert.Equal(Transfer, pair.Event("Transfer").Topic.ToString());
        Assert.Equal(3, pair.Function("getReserves").Outputs.Count);
    }

    [Fact]
    public void A_transfer_event_decodes_from_topics_and_data()
    {
        AbiEvent transfer = AbiEvent.Parse("Transfer(address indexed from, address indexed to, uint256 value)");
        Address from = Address.FromWord(1), to = Address.FromWord(2);
        Hash256[] topics = [transfer.Topic, new(from.ToUInt256()), new(to.ToUInt256())];
        byte[] data = new byte[32];
        AbiWord.Write(data, (UInt256)1_000);
        AbiValue values = transfer.Decode(topics, data);
        Assert.Equal((from, to, (UInt256)1_000), (values[0].Address, values[1].Address, values[2].Word));

        // A token with an unindexed recipient has the same topic 0; the number of topics tells them apart.
        Assert.False(transfer.Matches(topics.AsSpan(0, 2)));
        Assert.Throws<AbiException>(() => transfer.Decode(topics.AsSpan(0, 2), data));
        topics[1] = new Hash256(UInt256.MaxValue);
        Assert.Contains("topic of from", Assert.Throws<AbiException>(() => transfer.Decode(topics, data)).Message);
    }

    [Fact]
    public void Overloads_are_found_by_signature_and_ambiguous_names_are_refused()
    {
        AbiContract contract = AbiContract.Parse("""
            [{"type":"function","name":"f","inputs":[]},
             {"type":"function","name":"f","inputs":[{"name":"x","type":"tuple[2]","components":[{"type":"uint8"}]}]},
             {"type":"error","name":"Bad","inputs":[{"type":"uint256"}]},
             {"type":"constructor","inputs":[{"type":"address","name":"owner"}]},
             {"type":"receive"},{"type":"fallback"}]
            """);
        Assert.Equal("f((uint8)[2])", contract.Function("f((uint8)[2])").Signature);
        Assert.Throws<KeyNotFoundException>(() => contract.Function("f"));
        Assert.Throws<KeyNotFoundException>(() => contract.Event("E"));
        Assert.Equal("owner", contract.ConstructorInputs[0].Name);
        Assert.Equal("Bad(uint256)", contract.Errors[0].Signature);
    }

    [Theory]
    [InlineData("{}", "expected an array")]
    [InlineData("[1", "line 1")]
    [InlineData("[1]", "entry 0")]
    [InlineData("""[{"type":"function","name":"f"},{"type":"what"}]""", "entry 1: 'what' is not a kind")]
    [InlineData("""[{"type":"function"}]""", "entry 0: expected a name")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"type":"uint7"}]}]""", "entry 0: ABI type 'uint7'")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"type":"tuplex"}]}]""", "entry 0: ABI type 'tuplex'")]
    [InlineData("""[{"type":"function","name":7}]""", "entry 0")]
    [InlineData("""[{"type":"function","name":"f","inputs":{}}]""", "entry 0")]
    public void A_bad_abi_is_refused_with_the_entry(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => AbiContract.Parse(json)).Message);

    [Fact]
    public void A_fourth_indexed_argument_has_no_topic() => Assert.Contains("4 indexed",
        Assert.Throws<FormatException>(() => AbiEvent.Parse("E(bool indexed a, bool indexed b, bool indexed c, "
            + "bool indexed d)")).Message);

    [Fact]
    public void A_call_with_another_selector_is_refused()
    {
        AbiFunction transfer = AbiFunction.Parse("transfer(address,uint256)");
        Assert.Equal(0xa9059cbbU, transfer.Selector);
        Assert.Throws<AbiException>(() => transfer.DecodeCall([1, 2, 3]));
        Assert.Throws<AbiException>(() => transfer.DecodeCall(new byte[68]));
    }

    [Theory]
    [InlineData("(uint8)", "no packed form")]
    [InlineData("string[]", "no packed form")]
    public void What_solidity_cannot_pack_is_refused(string type, string reason)
    {
        AbiParameter[] parameters = [new("", AbiType.Parse(type))];
        AbiValue value = AbiValue.List(AbiValue.List("x"));
        Assert.Contains(reason, Assert.Throws<AbiException>(() => AbiPacked.Encode(parameters, value)).Message);
    }
}
