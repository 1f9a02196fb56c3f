using System.Text.Json;

namespace Cordon.Ethereum.Tests;

/// <summary>Every ABI case of the ethers vectors; their results come from Solidity itself.</summary>
public class EthersAbiTests
{
    [Theory]
    [InlineData("contract-interface", 2_045)]
    [InlineData("contract-interface-abi2", 1_880)]
    public void Every_contract_result_decodes_and_encodes_back_to_its_values(string file, int expectedCount)
    {
        int count = 0;
        foreach (JsonElement test in TestFiles.EthersCases(file))
        {
            AbiFunction function = AbiContract.Parse(test.GetProperty("interface").GetString()!).Functions[^1];
            AbiType tuple = AbiType.Tuple(function.Outputs);
            AbiValue values = ToValue(tuple, Parse(test.GetProperty(
                test.TryGetProperty("normalizedValues", out _) ? "normalizedValues" : "values")));
            byte[] result = Hex.Parse(test.GetProperty("result").GetString());

            // Old compilers left rubbish in padding; where they did not, our encoding is theirs byte for byte.
            AbiValue decoded = AbiCodec.Decode(tuple, result, AbiLimits.Lenient);
            Assert.Equal(values.ToString(), decoded.ToString());
            Assert.Equal(values.ToString(), AbiCodec.Decode(tuple, AbiCodec.Encode(tuple, values)).ToString());
            Assert.Equal(Hex.Format(result), Hex.Format(AbiCodec.Encode(tuple, values)));
            count++;
        }

        Assert.Equal(expectedCount, count);
    }

    [Fact]
    public void Every_signature_has_its_selector()
    {
        foreach (JsonElement test in TestFiles.EthersCases("contract-signatures"))
        {
            string signature = test.GetProperty("signature").GetString()!;
            string expected = test.GetProperty("sigHash").GetString()!;
            AbiFunction parsed = AbiFunction.Parse(signature);
            Assert.Equal(expected, $"0x{parsed.Selector:x8}");
            Assert.Equal(signature, parsed.Signature);
            AbiFunction fromJson = AbiContract.Parse(test.GetProperty("abi").GetString()!).Function("testSig");
            Assert.Equal(expected, $"0x{fromJson.Selector:x8}");
        }
    }

    [Fact]
    public void Every_event_decodes_from_its_topics_and_data()
    {
        foreach (JsonElement test in TestFiles.EthersCases("contract-events"))
        {
            AbiEvent item = AbiContract.Parse(test.GetProperty("interface").GetString()!).Event("testEvent");
            Hash256[] topics =
                [.. test.GetProperty("topics").EnumerateArray().Select(topic => Hash256.Parse(topic.GetString()!))];
            AbiValue decoded = item.Decode(topics, Hex.Parse(test.GetProperty("data").GetString()), AbiLimits.Lenient);
            JsonElement values = test.GetProperty("normalizedValues");
            JsonElement hashed = test.GetProperty("hashed");
            for (int i = 0; i < item.Inputs.Count; i++)
            {
                AbiType type = hashed[i].GetBoolean() ? AbiType.FixedBytes(32) : item.Inputs[i].Type;
                Assert.Equal(ToValue(type, values[i]).ToString(), decoded[i].ToString());
            }
        }
    }

    [Fact]
    public void Every_packed_encoding_has_its_hash()
    {
        foreach (JsonElement test in TestFiles.EthersCases("solidity-hashes"))
        {
            AbiType tuple = AbiType.Tuple([.. test.GetProperty("types").EnumerateArray()
                .Select(type => new AbiParameter("", AbiType.Parse(type.GetString()!)))]);
            byte[] packed = AbiPacked.Encode(tuple.Components, ToValue(tuple, test.GetProperty("values")));
            Assert.Equal(test.GetProperty("keccak256").GetString(), Keccak256.Hash(packed).ToString());
        }
    }

    [Fact] // pins what the official example means: (uint, uint32[], bytes10, bytes)
    public void The_official_abi_example_encodes()
    {
        JsonElement test = TestFiles.ReadVectors("ABITests/basic_abi_tests.json").GetProperty("GithubWikiTest");
        AbiType tuple = AbiType.Tuple([.. test.GetProperty("types").EnumerateArray()
            .Select(type => new AbiParameter("", AbiType.Parse(type.GetString()!)))]);
        AbiValue values = AbiValue.List(0x123, AbiValue.List(0x456, 0x789), "1234567890"u8.ToArray(), "Hello, world!");
        Assert.Equal(test.GetProperty("result").GetString(), Convert.ToHexStringLower(AbiCodec.Encode(tuple, values)));
    }

    [Fact]
    public void Every_other_official_abi_example_encodes()
    {
        foreach (JsonProperty test in TestFiles.ReadVectors("ABITests/basic_abi_tests.json").EnumerateObject())
        {
            if (test.Name == "GithubWikiTest") continue; // has bytes written as text: the test above
            AbiType tuple = AbiType.Tuple([.. test.Value.GetProperty("types").EnumerateArray()
                .Select(type => new AbiParameter("", AbiType.Parse(type.GetString()!)))]);
            byte[] encoded = AbiCodec.Encode(tuple, ToValue(tuple, test.Value.GetProperty("args")));
            Assert.Equal(test.Value.GetProperty("result").GetString(), Convert.ToHexStringLower(encoded));
        }
    }

    private static JsonElement Parse(JsonElement text)
    {
        using JsonDocument document = JsonDocument.Parse(text.GetString()!);
        return document.RootElement.Clone();
    }

    private static AbiValue ToValue(AbiType type, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object) json = json.GetProperty("value");
        return type.Kind switch
        {
            AbiKind.Array => new AbiValue([.. json.EnumerateArray().Select(item => ToValue(type.Element!, item))]),
            AbiKind.Tuple => new AbiValue([.. json.EnumerateArray().Zip(type.Components, (item, component) =>
                ToValue(component.Type, item))]),
            AbiKind.String => json.GetString()!,
            AbiKind.Bytes or AbiKind.FixedBytes => Hex.Parse(json.GetString()),
            AbiKind.Bool => json.GetBoolean(),
            AbiKind.Address => Address.Parse(json.GetString()!),
            _ => Number(json),
        };
    }

    private static AbiValue Number(JsonElement json)
    {
        string text = json.ValueKind == JsonValueKind.Number ? json.GetRawText() : json.GetString()!;
        return text[0] == '-' ? -UInt256.Parse(text.AsSpan(1)) : UInt256.Parse(text);
    }
}
