using System.Text;
using Cordon.Ethereum.Rpc;

namespace Cordon.Ethereum.Rpc.Tests;

public class TransactionReceiptTests
{
    private const string Hash = "0x1111111111111111111111111111111111111111111111111111111111111111";
    private const string Block = "0x2222222222222222222222222222222222222222222222222222222222222222";
    private const string Base = $"\"transactionHash\":\"{Hash}\",\"blockHash\":\"{Block}\",\"blockNumber\":\"0x10\"";

    [Fact]
    public void Reads_every_field_and_passes_over_the_others()
    {
        TransactionReceipt receipt = Read($$"""
            {"logs":[{"status":"0x0"}],{{Base}},"gasUsed":"0x5208","status":"0x1","effectiveGasPrice":"0x3b9aca00",
            "contractAddress":"0x00000000000000000000000000000000DeaDBeef","type":"0x2"}
            """);

        var expected = new TransactionReceipt(
            Hash256.Parse(Hash), Hash256.Parse(Block), 16, true, 21_000, 1_000_000_000,
            Address.Parse("0x00000000000000000000000000000000deadbeef"));
        Assert.Equal(expected, receipt);
    }

    [Theory]
    [InlineData(",\"status\":\"0x0\"", false)]
    [InlineData(",\"status\":null", null)]
    [InlineData("", null)]
    public void Without_a_status_success_is_unknown_not_failure(string status, bool? succeeded)
    {
        TransactionReceipt receipt = Read(
            $"{{{Base},\"gasUsed\":\"0x1\",\"contractAddress\":null,\"effectiveGasPrice\":null{status}}}");

        Assert.Equal((succeeded, null, null),
            (receipt.Succeeded, receipt.ContractAddress, receipt.EffectiveGasPrice));
    }

    [Theory]
    [InlineData($"{{{Base}}}", "gasUsed: missing from the receipt")]
    [InlineData("{\"gasUsed\":\"0x1\"}", "transactionHash: missing from the receipt")]
    [InlineData($"{{\"transactionHash\":\"{Hash}\"}}", "blockHash: missing from the receipt")]
    [InlineData($"{{\"transactionHash\":\"{Hash}\",\"blockHash\":\"{Block}\"}}",
        "blockNumber: missing from the receipt")]
    [InlineData($"{{{Base},\"gasUsed\":21000}}", "gasUsed: expected a hex quantity of at most 64 bits, found 21000")]
    [InlineData($"{{{Base},\"contractAddress\":\"0x12\"}}",
        "contractAddress: expected an address of 20 bytes in hex, found \"0x12\"")]
    [InlineData($"{{{Base},\"contractAddress\":\"0x00000000000000000000000000000000DeaDBeefff\"}}",
        "contractAddress: expected an address of 20 bytes in hex, "
        + "found \"0x00000000000000000000000000000000DeaDBeefff\"")]
    [InlineData($"{{{Base},\"contractAddress\":7}}",
        "contractAddress: expected an address of 20 bytes in hex, found 7")]
    [InlineData($"{{{Base},\"contractAddress\":\"", "byte")]
    public void What_is_missing_or_of_the_wrong_form_is_named(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static TransactionReceipt Read(string json) => TransactionReceipt.Read(Encoding.UTF8.GetBytes(json));
}
