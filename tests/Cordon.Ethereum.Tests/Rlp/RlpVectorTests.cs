using System.Numerics;
using System.Text;
using System.Text.Json;
using RlpCodec = Cordon.Ethereum.Rlp;

namespace Cordon.Ethereum.Tests;

public class RlpVectorTests
{
    [Fact]
    public void Every_official_value_encodes_to_its_bytes_and_back()
    {
        int count = 0;
        foreach (JsonProperty test in TestFiles.ReadVectors("RLPTests/rlptest.json").EnumerateObject())
        {
            RlpItem item = ToItem(test.Value.GetProperty("in"));
            string expected = test.Value.GetProperty("out").GetString()!.ToLowerInvariant();
            Assert.Equal(expected, Hex.Format(RlpCodec.Encode(item)));
            Assert.Equal(expected, Hex.Format(RlpCodec.Encode(RlpCodec.Decode(Hex.Parse(expected)))));
            count++;
        }

        Assert.Equal(28, count);
    }

    [Fact]
    public void Every_official_invalid_encoding_is_refused()
    {
        int count = 0;
        foreach (JsonProperty test in TestFiles.ReadVectors("RLPTests/invalidRLPTest.json").EnumerateObject())
        {
            byte[] bytes = ParseLoose(test.Value.GetProperty("out").GetString()!);
            Assert.Throws<RlpException>(() => RlpCodec.Decode(bytes));
            count++;
        }

        Assert.Equal(26, count);
    }

    [Fact]
    public void Every_official_random_encoding_is_accepted()
    {
        foreach (JsonProperty test in TestFiles.ReadVectors("RLPTests/RandomRLPTests/example.json").EnumerateObject())
        {
            byte[] bytes = Hex.Parse(test.Value.GetProperty("out").GetString());
            Assert.Equal(bytes, RlpCodec.Encode(RlpCodec.Decode(bytes)));
        }
    }

    [Fact]
    public void Every_ethers_case_encodes_and_decodes()
    {
        foreach (JsonElement test in TestFiles.EthersCases("rlp-coder"))
        {
            byte[] bytes = Hex.Parse(test.GetProperty("encoded").GetString());
            RlpItem item = ToHexItem(test.GetProperty("decoded"));
            Assert.Equal(bytes, RlpCodec.Encode(item));
            Assert.Equal(bytes, RlpCodec.Encode(RlpCodec.Decode(bytes)));
        }
    }

    private static byte[] ParseLoose(string text) =>
        Convert.FromHexString(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text);

    private static RlpItem ToHexItem(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? new RlpItem([.. value.EnumerateArray().Select(ToHexItem)])
        : new RlpItem(Hex.Parse(value.GetString()));

    // The official file writes bytes as text, small integers as numbers and large ones as "#" and decimal digits.
    private static RlpItem ToItem(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => new RlpItem([.. value.EnumerateArray().Select(ToItem)]),
        JsonValueKind.Number => new RlpItem(Minimal(new BigInteger(value.GetInt64()))),
        _ when value.GetString() is ['#', .. string digits] => new RlpItem(Minimal(BigInteger.Parse(digits))),
        _ => new RlpItem(Encoding.Latin1.GetBytes(value.GetString()!)),
    };

    private static byte[] Minimal(BigInteger number) =>
        number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
}
