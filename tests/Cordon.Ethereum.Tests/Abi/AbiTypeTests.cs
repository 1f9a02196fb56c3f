namespace Cordon.Ethereum.Tests;

public class AbiTypeTests
{
    [Theory]
    [InlineData("uint", "uint256")]
    [InlineData("int", "int256")]
    [InlineData("fixed", "fixed128x18")]
    [InlineData("ufixed", "ufixed128x18")]
    [InlineData("uint8[2][]", "uint8[2][]")]
    [InlineData("tuple(uint a, bytes b)[3]", "(uint256,bytes)[3]")]
    [InlineData("(address,(bool,string[])[2])", "(address,(bool,string[])[2])")]
    [InlineData("( uint256 a , uint256 b )", "(uint256,uint256)")]
    [InlineData("()", "()")]
    [InlineData("function", "function")]
    [InlineData("ufixed8x80", "ufixed8x80")]
    public void A_type_has_its_canonical_name(string text, string name)
    {
        AbiType type = AbiType.Parse(text);
        Assert.Equal(name, type.Name);
        Assert.Equal(type, AbiType.Parse(type.Name));
    }

    [Theory]
    [InlineData("uint256", false, 32)]
    [InlineData("uint256[3]", false, 96)]
    [InlineData("(uint8,bool[2])", false, 96)]
    [InlineData("string", true, 32)]
    [InlineData("string[2]", true, 32)]
    [InlineData("uint8[]", true, 32)]
    [InlineData("(uint8,bytes)", true, 32)]
    [InlineData("()", false, 0)]
    public void A_type_knows_its_place_in_the_head(string text, bool isDynamic, int headBytes)
    {
        AbiType type = AbiType.Parse(text);
        Assert.Equal((isDynamic, headBytes), (type.IsDynamic, type.HeadBytes));
    }

    [Theory]
    [InlineData("", "position 0: expected a type")]
    [InlineData("uint7", "8, 16 … 256 bits, not 7")]
    [InlineData("uint264", "not 264")]
    [InlineData("uint08", "expected a type")]
    [InlineData("bytes0", "1 to 32 bytes, not 0")]
    [InlineData("bytes33", "1 to 32 bytes, not 33")]
    [InlineData("fixed128x81", "0 to 80 decimals, not 81")]
    [InlineData("fixed128", "expected a type")]
    [InlineData("uint256[", "expected ']'")]
    [InlineData("uint256[-1]", "position 8: expected ']'")]
    [InlineData("uint256[01]", "expected an array length")]
    [InlineData("uint256[99999999999]", "expected an array length")]
    [InlineData("uint256[1000000000]", "would take 32000000000 bytes")]
    [InlineData("(uint256", "expected ',' or ')'")]
    [InlineData("(uint256,)", "position 9: expected a type")]
    [InlineData("uint256)", "position 7: expected the end")]
    [InlineData("adress", "position 0: expected a type")]
    public void Text_that_is_not_a_type_is_refused_with_position_and_reason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => AbiType.Parse(text)).Message);

    [Fact]
    public void Nesting_and_length_of_a_type_are_bounded()
    {
        Assert.Throws<FormatException>(() => AbiType.Parse(new string('(', 10_000)));
        Assert.Throws<FormatException>(() => AbiType.Parse("uint8" + string.Concat(Enumerable.Repeat("[]", 10_000))));
        Assert.Throws<FormatException>(() => AbiType.Parse(new string('a', 100_000)));
        AbiType.Parse(new string('(', 30) + "bool" + new string(')', 30));
    }

    [Fact]
    public void A_mutated_type_parses_or_is_refused() => Seeded.Run(20_000, random =>
    {
        byte[] text = Mutation.Of("(uint8 a,(bytes32,string[2])[],fixed8x1 indexed b)[3]"u8.ToArray(), random);
        try
        {
            AbiType.Parse(System.Text.Encoding.Latin1.GetString(text));
        }
        catch (FormatException error)
        {
            Assert.StartsWith("ABI type", error.Message);
        }
    });
}
