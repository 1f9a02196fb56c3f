using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Testing;
using static Cordon.Engine.Reading.Tests.Reading;

namespace Cordon.Engine.Reading.Tests;

/// <summary>Every way in which a recording can be wrong, with the place and the words that the user gets.</summary>
public class HostileBlockTests
{
    private const string A = "0x1111111111111111111111111111111111111111";
    private const string H1 = "0x1111111111111111111111111111111111111111111111111111111111111111";
    private const string H2 = "0x2222222222222222222222222222222222222222222222222222222222222222";

    private const string Good = $$$"""
        {"chainId":1,"block":{"number":"0x5","hash":"{{{H2}}}","transactions":[
        {"hash":"{{{H1}}}","from":"{{{A}}}","to":"{{{A}}}",
        "value":"0x1","input":"0xabcd","nonce":"0x0","transactionIndex":"0x0","gasPrice":"0x9"}]},
        "receipts":[{"transactionHash":"{{{H1}}}","status":"0x1","gasUsed":"0x5208",
        "logs":[{"address":"{{{A}}}","topics":["{{{H2}}}"],
        "data":"0x"}]}],
        "traces":[{"txHash":"{{{H1}}}",
        "result":{"type":"CALL","from":"{{{A}}}","to":"{{{A}}}","value":"0x1","input":"0xabcd",
        "calls":[{"type":"STATICCALL","from":"{{{A}}}","to":"{{{A}}}","input":"0x","output":"0x01"}],
        "logs":[{"address":"{{{A}}}","topics":["{{{H2}}}"],"data":"0x","position":"0x1"}]}}]}
        """;

    [Fact]
    public void The_block_that_the_others_are_made_from_is_good()
    {
        BlockData block = Read(Good);

        Assert.Equal((1, 2, 1), (block.Transactions.Count, block.Calls.Count, block.Logs.Count));
        Assert.Equal(1, block.Logs.AfterCall[0]);
    }

    [Theory]
    [InlineData("\"chainId\":1", "\"chainId\":true", "chainId",
        "found true, expected a quantity: 0x and 1 to 64 hex digits")]
    [InlineData("\"chainId\":1", "\"chainId\":-1", "chainId", "found -1, expected a whole number from 0 on")]
    [InlineData("\"chainId\":1", "\"chainId\":1.5", "chainId", "found 1.5, expected a whole number from 0 on")]
    [InlineData("\"chainId\":1", "\"chainId\":18446744073709551616", "chainId", "the number is 2^64 or more")]
    [InlineData("\"number\":\"0x5\"", "\"number\":\"0x1ffffffffffffffff\"", "block.number",
        "the number is 2^64 or more")]
    [InlineData("\"number\":\"0x5\",", "", "block.number", "missing: expected the block's number")]
    [InlineData("\"value\":\"0x1\",\"input\":\"0xabcd\",\n\"calls", "\"value\":5,\"input\":\"0xabcd\",\n\"calls",
        "traces[0].result.value", "found 5, expected a quantity: 0x and 1 to 64 hex digits")]
    [InlineData("\"value\":\"0x1\",\"input\":\"0xabcd\",\"nonce", "\"value\":\"-0x1\",\"input\":\"0xabcd\",\"nonce",
        "block.transactions[0].value",
        "found \"-0x1\", expected a quantity: 0x and 1 to 64 hex digits")]
    [InlineData("\"gasPrice\":\"0x9\"", "\"gasPrice\":\"0x\"", "block.transactions[0].gasPrice",
        "found \"0x\", expected a quantity: 0x and 1 to 64 hex digits")]
    [InlineData("\"output\":\"0x01\"", "\"output\":\"0x012\"", "traces[0].result.calls[0].output",
        "3 hex digits make no whole bytes: expected 0x and an even number of hex digits")]
    [InlineData("\"output\":\"0x01\"", "\"output\":\"0x0g\"", "traces[0].result.calls[0].output",
        "'g' is not a hex digit, expected 0x and an even number of hex digits")]
    [InlineData("\"output\":\"0x01\"", "\"output\":\"01\"", "traces[0].result.calls[0].output",
        "found \"01\", expected 0x and an even number of hex digits")]
    [InlineData("\"status\":\"0x1\"", "\"status\":\"0x2\"", "receipts[0].status", "status 2, expected 0x0 or 0x1")]
    [InlineData("\"type\":\"STATICCALL\"", "\"type\":\"JUMP\"", "traces[0].result.calls[0].type",
        "found \"JUMP\", expected CALL, STATICCALL, DELEGATECALL, CALLCODE, CREATE, CREATE2 or SELFDESTRUCT")]
    [InlineData("\"type\":\"STATICCALL\",", "", "traces[0].result.calls[0].type", "missing: expected the kind of call")]
    [InlineData("\"status\":\"0x1\"", "\"status\":\"0x1\",\"status\":\"0x0\"", "receipts[0].status",
        "field status appears twice in one object")]
    [InlineData("\"status\":\"0x1\"", "\"st\\u0061tus\":\"0x1\"", "receipts[0]",
        "field name \"st\\u0061tus\" is escaped, expected a plain one")]
    [InlineData("\"status\":\"0x1\"", "\"note\":\"a\u0001b\"", "receipts[0].note",
        "control character 0x01 in a string, expected it escaped")]
    [InlineData("\"status\":\"0x1\"", "\"note\":\"\\x\"", "receipts[0].note", "unknown escape \\x in a string")]
    [InlineData("\"status\":\"0x1\"", "\"note\":\"\\u12g4\"", "receipts[0].note",
        "\\u is not followed by four hex digits")]
    [InlineData("\"status\":\"0x1\"", "\"note\":[1,{\"a\":tru}]", "receipts[0].note[1].a", "found tru, expected true")]
    [InlineData("\"status\":\"0x1\"", "\"note\":[1,]", "receipts[0].note[1]", "found ], expected a JSON value")]
    [InlineData("\"status\":\"0x1\"", "\"note\":01", "receipts[0].note", "found 01, expected a JSON value")]
    [InlineData("\"status\":\"0x1\"", "\"note\":{\"a\":1]", "receipts[0].note.a", "found ], expected ',' or '}'")]
    [InlineData("\"status\":\"0x1\"", "\"status\" \"0x1\"", "receipts[0].status", "expected ':' after a field name")]
    [InlineData("\"status\":\"0x1\",", "\"status\":\"0x1\"", "receipts[0].status", "expected ',' or '}'")]
    [InlineData("\"logs\":[{\"address\":\"0x1111111111111111111111111111111111111111\",\"topics\"",
        "\"logs\":[{\"topics\"",
        "receipts[0].logs[0].address", "missing: expected the emitting contract")]
    [InlineData("\"position\":\"0x1\"", "\"position\":\"0x80000000\"", "traces[0].result.logs[0].position",
        "2147483648 is no position: expected less than 2^31")]
    [InlineData("\"receipts\":[{", "\"receipts\":{\"a\":[{", "receipts", "expected an array of receipts")]
    public void A_wrong_value_is_refused_with_its_place(string good, string bad, string path, string problem)
    {
        BlockFormatException refusal = Refusal(Replace(Good, good, bad));

        Assert.Equal(path, refusal.Path);
        Assert.EndsWith(problem, refusal.Message);
        Assert.StartsWith($"test.json: byte {refusal.Offset}: {path}: ", refusal.Message);
    }

    [Fact]
    public void The_offset_is_that_of_the_first_wrong_byte()
    {
        string json = Replace(Good, "\"output\":\"0x01\"", "\"output\":\"0x0g\"");

        Assert.Equal(json.IndexOf('g', json.IndexOf("0x0g", StringComparison.Ordinal)), Refusal(json).Offset);
    }

    [Fact]
    public void Two_to_the_256_is_one_too_many()
    {
        string largest = "0x" + new string('f', 64);
        string tooLarge = "0x1" + new string('0', 64);

        Assert.Equal(Cordon.Ethereum.UInt256.MaxValue, Read(WithPrice(largest)).Transactions.GasPrice[0]);
        Assert.Equal(Cordon.Ethereum.UInt256.MaxValue,
            Read(WithPrice("0x000" + largest[2..])).Transactions.GasPrice[0]);
        Assert.EndsWith("65 hex digits: the number is 2^256 or more", Refusal(WithPrice(tooLarge)).Message);

        static string WithPrice(string price) => Replace(Good, "\"gasPrice\":\"0x9\"", $"\"gasPrice\":\"{price}\"");
    }

    [Theory]
    [InlineData(39, "39 hex digits, expected an address of 40")]
    [InlineData(41, "41 hex digits, expected an address of 40")]
    [InlineData(0, "0 hex digits, expected an address of 40")]
    public void An_address_has_forty_digits(int digits, string problem) => Assert.EndsWith(problem,
        Refusal(Replace(Good, $"\"from\":\"{A}\",\"to\"", $"\"from\":\"0x{new string('1', digits)}\",\"to\"")).Message);

    [Theory]
    [InlineData(63)]
    [InlineData(65)]
    public void A_hash_has_sixty_four_digits(int digits) =>
        Assert.EndsWith($"{digits} hex digits, expected a hash of 64",
        Refusal(Replace(Good, $"\"hash\":\"{H2}\"", $"\"hash\":\"0x{new string('1', digits)}\"")).Message);

    [Fact]
    public void A_fifth_topic_is_refused_in_receipts_and_in_traces()
    {
        string topics = string.Join(',', Enumerable.Repeat($"\"{H2}\"", 5));
        string inReceipt = Replace(Good, $"\"topics\":[\"{H2}\"],\n\"data", $"\"topics\":[{topics}],\n\"data");
        string inTrace = Replace(Good, $"\"topics\":[\"{H2}\"],\"data", $"\"topics\":[{topics}],\"data");

        Assert.Equal("receipts[0].logs[0].topics[4]", Refusal(inReceipt).Path);
        Assert.Equal("traces[0].result.logs[0].topics[4]", Refusal(inTrace).Path);
        Assert.EndsWith("topic number 5, expected at most 4", Refusal(inTrace).Message);
    }

    [Fact]
    public void Json_cut_off_anywhere_is_refused_and_never_half_accepted()
    {
        byte[] good = Encoding.UTF8.GetBytes(Good);
        for (int length = 0; length < good.Length; length++)
        {
            BlockFormatException refusal = Refusal(good[..length]);
            Assert.InRange(refusal.Offset, 0, length);
        }
    }

    [Fact]
    public void Something_after_the_block_is_refused() =>
        Assert.EndsWith("found { after the block's object, expected its end", Refusal(Good + " {}").Message);

    [Fact]
    public void Invalid_utf8_is_refused_even_where_nobody_looks()
    {
        byte[] json = Encoding.Latin1.GetBytes(Replace(Good, "\"status\":\"0x1\"", "\"note\":\"caf\u00e9\""));

        Assert.EndsWith("the string is not valid UTF-8", Refusal(json).Message);
        Assert.Equal(1, Read(Replace(Good, "\"status\":\"0x1\"",
            "\"note\":\"caf\u00e9 \\u00e9 \\\" \\\\\"")).Transactions.Count);
    }

    [Theory]
    [InlineData("\"txHash\":\"" + H1 + "\"", "\"txHash\":\"" + H2 + "\"", "traces[0]",
        "trace of transaction " + H2 + ", which block 5 does not list")]
    [InlineData("\"transactionHash\":\"" + H1 + "\"", "\"transactionHash\":\"" + H2 + "\"", "receipts[0]",
        "receipt of transaction " + H2 + ", which block 5 does not list")]
    [InlineData("\"receipts\":[{", "\"receipts\":[{\"blockNumber\":\"0x6\",", "receipts[0].blockNumber",
        "receipt of block 6 in the recording of block 5")]
    [InlineData("\"traces\":[", "\"traces\":[{\"txHash\":\"" + H1 + "\",\"result\":null},", "traces[1]",
        "a second trace of transaction " + H1)]
    [InlineData("\"traces\":[{\"txHash\":\"" + H1 + "\",", "\"traces\":[{\"result\":null},{", "traces[1]",
        "trace number 2 of a block with 1 transactions")]
    [InlineData("\"receipts\":[", "\"receipts\":[{\"transactionIndex\":\"0x0\"},", "receipts[1]",
        "a second receipt of transaction " + H1)]
    [InlineData("\"transactions\":[", "\"transactions\":[{\"transactionIndex\":\"0x0\"},", "block.transactions[1]",
        "transactionIndex 0 after 0, expected a larger one")]
    public void Parts_that_do_not_belong_together_are_refused(string good, string bad, string path, string problem)
    {
        BlockFormatException refusal = Refusal(Replace(Good, good, bad));

        Assert.Equal(path, refusal.Path);
        Assert.EndsWith(problem, refusal.Message);
    }

    [Fact]
    public void Reading_goes_on_after_a_refusal_as_if_nothing_had_been()
    {
        BlockReader reader = new();
        BlockData block = new();
        byte[] good = Encoding.UTF8.GetBytes(Good);
        for (int cut = 1; cut < good.Length; cut += 13)
        {
            byte[] bad = good[..cut];
            Assert.Throws<BlockFormatException>(() => reader.Read(bad, "bad", block));
            reader.Read(good, "good", block);
            Assert.Equal((1, 2, 1), (block.Transactions.Count, block.Calls.Count, block.Logs.Count));
        }
    }

    private static string Replace(string json, string good, string bad)
    {
        int at = json.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the block has no {good}");
        return json[..at] + bad + json[(at + good.Length)..];
    }
}
