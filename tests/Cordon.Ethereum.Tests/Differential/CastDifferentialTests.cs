using RlpCodec = Cordon.Ethereum.Rlp;

namespace Cordon.Ethereum.Tests;

/// <summary>10,000 random inputs an algorithm against cast, thousands or hundreds in each process.</summary>
[Collection(CastCampaign.Collection)]
public class CastDifferentialTests
{
    [Fact]
    public void Rlp_is_that_of_cast_in_both_directions()
    {
        int seed = Seeded.NewSeed();
        var random = new Random(seed);
        for (int batch = 0; batch < 10; batch++)
        {
            var list = new RlpItem([.. Enumerable.Range(0, 1_000).Select(_ => RandomItem(random, 3))]);
            string encoded = Hex.Format(RlpCodec.Encode(list));
            string text = Text(list);
            Assert.True(encoded == ForeignTool.Cast(text, "to-rlp"), $"CORDON_SEED={seed}: encoding differs");
            string decoded = ForeignTool.Cast(encoded, "from-rlp");
            Assert.True(text == decoded, $"CORDON_SEED={seed}: decoding differs");
            Assert.Equal(text, Text(RlpCodec.Decode(Hex.Parse(encoded))));
        }
    }

    [Fact]
    public void Abi_encoding_is_that_of_cast_and_decodes_to_the_same_values()
    {
        int seed = Seeded.NewSeed();
        var random = new Random(seed);
        for (int batch = 0; batch < 50; batch++)
        {
            AbiType tuple = RandomAbi.NextTuple(random, 200, 2);
            AbiValue values = RandomAbi.NextValue(random, tuple);
            string signature = $"f{tuple.Name}";
            string theirs = CastCampaign.Ask(
                [.. (string[])["abi-encode", signature, "--"], .. ForeignText.Arguments(tuple, values)]);
            Assert.True(theirs == Hex.Format(AbiCodec.Encode(tuple, values)), $"CORDON_SEED={seed}: encoding differs");
            Assert.Equal(values.ToString(), AbiCodec.Decode(tuple, Hex.Parse(theirs)).ToString());
        }
    }

    [Fact]
    public void Address_checksums_are_those_of_cast()
    {
        int seed = Seeded.NewSeed();
        var random = new Random(seed);
        AbiType tuple = AbiType.Parse("(address[])");
        for (int batch = 0; batch < 10; batch++)
        {
            Address[] addresses = [.. Enumerable.Range(0, 1_000).Select(_ => random.NextAddress())];
            AbiValue list = AbiValue.List(new AbiValue([.. addresses.Select(address => (AbiValue)address)]));
            string encoded = Hex.Format(AbiCodec.Encode(tuple, list));
            string theirs = ForeignTool.Cast("", "decode-abi", "f()(address[])", encoded);
            string ours = $"[{string.Join(", ", addresses.Select(address => address.ToChecksumString()))}]";
            Assert.True(theirs == ours, $"CORDON_SEED={seed}: checksums differ");
        }
    }

    private static RlpItem RandomItem(Random random, int depth) => depth == 0 || random.Next(3) > 0
        ? new RlpItem(random.NextBytes(random.Next(10) == 0 ? random.Next(300) : random.Next(60)))
        : new RlpItem([.. Enumerable.Range(0, random.Next(5)).Select(_ => RandomItem(random, depth - 1))]);

    private static string Text(RlpItem item) => item.IsList
        ? $"[{string.Join(',', item.Items.Select(Text))}]"
        : $"\"{Hex.Format(item.Bytes)}\"";
}
