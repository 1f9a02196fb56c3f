using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>ABI decoding and what is built on it, against cast: 10,000 random values each, some dozens a process.
/// </summary>
[Collection(CastCampaign.Collection)]
public class CastAbiDecodingTests
{
    private const int PerBatch = 50; // what an argument of a process has room for

    [Fact]
    public void Decoded_values_are_those_of_cast() => Batches(random =>
    {
        AbiType tuple = RandomAbi.NextTuple(random, PerBatch, 3);
        AbiValue values = WithAnyText(random, tuple, RandomAbi.NextValue(random, tuple));
        byte[] data = AbiCodec.Encode(tuple, values);

        JsonArray theirs = ForeignJson.Decode($"f(){tuple.Name}", Hex.Format(data));

        AssertSame(theirs, ForeignJson.Members(tuple, AbiCodec.Decode(tuple, data)));
    });

    [Fact]
    public void Call_data_are_those_of_cast_in_both_directions() => Batches(random =>
    {
        AbiType tuple = RandomAbi.NextTuple(random, PerBatch, 2);
        AbiValue values = RandomAbi.NextValue(random, tuple);
        AbiFunction function = AbiFunction.Parse($"settle{tuple.Name}");
        string ours = Hex.Format(function.EncodeCall(values.Items));

        string theirs = CastCampaign.Ask(
            [.. (string[])["calldata", function.Signature, "--"], .. ForeignText.Arguments(tuple, values)]);
        JsonArray read = JsonNode.Parse(
            CastCampaign.Ask("decode-calldata", "--json", function.Signature, ours))!.AsArray();

        Assert.Equal(theirs, ours);
        AssertSame(read, ForeignJson.Members(tuple, function.DecodeCall(Hex.Parse(theirs))));
    });

    [Fact]
    public void Packed_encoding_is_that_of_cast() => Batches(random =>
    {
        AbiType tuple = AbiType.Tuple([.. Enumerable.Range(0, PerBatch).Select(_ => Packable(random))]);
        AbiValue values = RandomAbi.NextValue(random, tuple);

        string theirs = CastCampaign.Ask(
        [
            .. (string[])["abi-encode", "--packed", $"f{tuple.Name}", "--"], .. ForeignText.Arguments(tuple, values),
        ]);

        Assert.Equal(theirs, Hex.Format(AbiPacked.Encode(tuple.Components, values)));
    });

    [Fact]
    public void Events_as_cast_writes_them_decode_to_their_arguments() => CastCampaign.Run(60, random =>
    {
        int indexedMax = 3;
        List<AbiParameter> inputs = [.. Enumerable.Range(0, random.Next(1, 8)).Select(i => new AbiParameter(
            $"p{i}", TypeWithoutTuple(random), random.Next(2) == 0 && indexedMax-- > 0))];
        var item = new AbiEvent("Settled", inputs);
        AbiType tuple = AbiType.Tuple(inputs);
        AbiValue values = RandomAbi.NextValue(random, tuple);
        string signature = $"Settled({string.Join(',', inputs.Select(
            input => $"{input.Type}{(input.IsIndexed ? " indexed" : "")} {input.Name}"))})";
        string[] arguments = [.. ForeignText.Arguments(tuple, values)];
        int[] inData = [.. Enumerable.Range(0, inputs.Count).Where(i => !inputs[i].IsIndexed)];

        // The data are asked for apart: cast would place each dynamic argument as if it were the only one.
        string[] lines = CastCampaign.Ask([.. (string[])["abi-encode-event", signature, "--"], .. arguments])
            .Split('\n');
        string data = CastCampaign.Ask([.. (string[])
            ["abi-encode", $"f({string.Join(',', inData.Select(i => inputs[i].Type))})", "--"],
            .. inData.Select(i => arguments[i])]);

        Hash256[] topics = [.. lines.Where(line => line.StartsWith("[topic", StringComparison.Ordinal))
            .Select(line => Hash256.Parse(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]))];
        AbiValue decoded = item.Decode(topics, Hex.Parse(data));
        int topic = 1;
        for (int i = 0; i < inputs.Count; i++)
        {
            // Of what does not fit a topic only the hash is known (which cast makes of the encoding, not of the value).
            Hash256? hash = inputs[i].IsIndexed ? topics[topic++] : null;
            AbiValue expected = hash is { } known && inputs[i].Type.Kind >= AbiKind.Bytes ? known : values[i];
            Assert.Equal(expected.ToString(), decoded[i].ToString());
        }
    });

    private static AbiType TypeWithoutTuple(Random random)
    {
        AbiType type = RandomAbi.NextType(random, 0); // cast writes no event with a tuple
        return random.Next(3) > 0 ? type : AbiType.ArrayOf(type, random.Next(2) == 0 ? null : random.Next(1, 4));
    }

    private static void Batches(Action<Random> judge) =>
        CastCampaign.Run(10_000, judge, inputsPerCall: PerBatch);

    private static void AssertSame(JsonArray theirs, JsonArray ours) => Assert.True(
        JsonNode.DeepEquals(theirs, ours), $"cast: {theirs.ToJsonString()}\nours: {ours.ToJsonString()}");

    // Cast pads elements of intN[] and bytesN[] with zeros on the left, which solc does not: theirs is the mistake, and
    // the ethers vectors judge those two.
    private static AbiType Packable(Random random)
    {
        AbiType type = RandomAbi.NextType(random, 0);
        bool isElement = type.Kind is AbiKind.UInt or AbiKind.Address or AbiKind.Bool;
        return isElement && random.Next(2) == 0
            ? AbiType.ArrayOf(type, random.Next(2) == 0 ? null : random.Next(1, 4))
            : type;
    }

    /// <summary>The same values with texts of every alphabet, control characters and quotes.</summary>
    private static AbiValue WithAnyText(Random random, AbiType type, AbiValue value) => type.Kind switch
    {
        AbiKind.String => RandomText.Next(random),
        AbiKind.Array => new AbiValue([.. value.Items.Select(item => WithAnyText(random, type.Element!, item))]),
        AbiKind.Tuple => new AbiValue([.. type.Components.Zip(value.Items,
            (member, item) => WithAnyText(random, member.Type, item))]),
        _ => value,
    };
}
