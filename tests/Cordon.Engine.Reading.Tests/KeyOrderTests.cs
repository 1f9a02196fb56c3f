using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;
using Cordon.Testing;

namespace Cordon.Engine.Reading.Tests;

public class KeyOrderTests
{
    private static readonly Address Alice = BlockScript.AddressOf("alice");
    private static readonly Address Pair = BlockScript.AddressOf("pair");
    private static readonly Address Weth = BlockScript.AddressOf("weth");
    private static readonly Address Dai = BlockScript.AddressOf("dai");
    private readonly BlockReader _reader = new(); // one for all, so that what it learned from one order meets the next

    [Theory]
    [InlineData(RecordingStyle.CallTracer)]
    [InlineData(RecordingStyle.Parity)]
    [InlineData(RecordingStyle.ReceiptsOnly)]
    public void Keys_in_any_order_with_others_among_them_and_white_space_around_change_nothing(RecordingStyle style)
    {
        BlockScript script = new BlockScript(9)
            .Transaction(Alice, Pair, tx => tx.UniswapV2Swap(Pair, Weth, 10, Dai, 30_000, Alice))
            .Transaction(Alice, Pair, tx => tx.Call(Weth, body: w => w.Erc20Transfer(Dai, Alice, 1).Fail()))
            .Creation(Alice, Dai, tx => tx.DelegateCall(Weth, "0x01020304", "0x05"));
        string expected = Digest(script.ToBytes(style));
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);

        for (int i = 0; i < 300; i++)
        {
            JsonNode shuffled = Shuffled(JsonNode.Parse(script.ToJson(style))!, random)!;
            bool indented = random.Next(2) == 0;
            string text = shuffled.ToJsonString(new JsonSerializerOptions { WriteIndented = indented });
            Assert.Equal(expected, Digest(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void A_recorded_block_reads_the_same_with_its_keys_shuffled()
    {
        string[] files = [.. Recordings.Files("blocks").Where(f => new FileInfo(f).Length < 60_000)];
        Assert.SkipWhen(files.Length == 0, Recordings.MissingMessage("blocks"));
        Random random = new(1);
        foreach (string file in files)
        {
            byte[] bytes = Recordings.Read(file);
            JsonNode shuffled = Shuffled(JsonNode.Parse(bytes)!, random)!;
            Assert.Equal(Digest(bytes), Digest(Encoding.UTF8.GetBytes(shuffled.ToJsonString())));
        }
    }

    [Fact]
    public void More_unknown_names_than_can_be_remembered_hide_no_known_one()
    {
        StringBuilder noise = new();
        for (int i = 0; i < 1_000; i++)
            noise.Append(CultureInfo.InvariantCulture, $"\"noise{i}\":\"{new string('x', i % 90)}\",");
        string some = noise.ToString();
        string more = noise.Replace("noise", "more").ToString();
        string json = $"{{{some}\"chainId\":1,{more}\"block\":{{{more}\"number\":\"0x7\"}}}}";

        for (int i = 0; i < 3; i++)
        {
            BlockData block = new();
            _reader.Read(Encoding.UTF8.GetBytes(json), "test", block);
            Assert.Equal((1ul, 7ul), (block.ChainId, block.Number));
        }
    }

    [Theory]
    [InlineData("{\"a_name_longer_than_any_vector_can_hold\":1{\"chainId\":1}}")]
    [InlineData("{{\"chainId\":1}}")]
    [InlineData("{\"chainId\":1 \"block\":{\"number\":1}}")]
    [InlineData("{\"chainId\":1,,\"block\":{\"number\":1}}")]
    [InlineData("{,\"chainId\":1}")]
    [InlineData("{\"chainId\":1,}")]
    public void Signs_in_the_wrong_place_are_refused_however_often_the_names_were_seen(string json)
    {
        byte[] padded = Encoding.UTF8.GetBytes(json + new string(' ', 200));
        byte[] good = Encoding.UTF8.GetBytes("{\"chainId\":1,\"block\":{\"number\":1}}" + new string(' ', 200));
        for (int i = 0; i < 3; i++)
        {
            _reader.Read(good, "good", new BlockData());
            Assert.Throws<BlockFormatException>(() => _reader.Read(padded, "bad", new BlockData()));
        }
    }

    /// <summary>Everything the tables say, without the offsets, which differ.</summary>
    private string Digest(byte[] json)
    {
        BlockData block = new();
        _reader.Read(json, "test", block);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{block.ChainId} {block.Number} {block.Hash} {block.Timestamp}\n");
        for (int i = 0; i < block.Transactions.Count; i++)
        {
            TransactionTable t = block.Transactions;
            text.Append(CultureInfo.InvariantCulture, $"{t.Hash[i]} {t.Position[i]} {Name(t.From[i])} {Name(t.To[i])} ")
                .Append(CultureInfo.InvariantCulture, $"{t.Value[i]} {Hex(t.Input[i])} {t.Status[i]} {t.GasPrice[i]} ")
                .Append(CultureInfo.InvariantCulture, $"{t.Calls[i]} {t.Logs[i]} {t.HasCalls[i]} {t.HasLogs[i]}\n");
        }

        for (int i = 0; i < block.Calls.Count; i++)
        {
            CallTable c = block.Calls;
            text.Append(CultureInfo.InvariantCulture, $"{c.Tx[i]} {c.Parent[i]} {c.End[i]} {c.Kind[i]} {c.Flags[i]} ")
                .Append(CultureInfo.InvariantCulture, $"{Name(c.From[i])} {Name(c.To[i])} {Name(c.Self[i])} ")
                .Append(CultureInfo.InvariantCulture, $"{c.Value[i]} {Hex(c.Input[i])} {Hex(c.Output[i])}\n");
        }

        for (int i = 0; i < block.Logs.Count; i++)
        {
            LogTable l = block.Logs;
            text.Append(CultureInfo.InvariantCulture, $"{l.Tx[i]} {l.Call[i]} {l.AfterCall[i]} {Name(l.Address[i])} ")
                .Append(CultureInfo.InvariantCulture, $"{l.Signature[i]} {l.TopicCount[i]} {block.Topic(i, 1)} ")
                .Append(CultureInfo.InvariantCulture, $"{Hex(l.Data[i])}\n");
        }

        return text.ToString();

        string Name(AccountId id) => id.IsNone ? "-" : block.Accounts[id].ToString();
        string Hex(HexSlice slice) => Encoding.ASCII.GetString(block.Digits(slice));
    }

    private static JsonNode? Shuffled(JsonNode? node, Random random)
    {
        if (node is JsonArray array) return new JsonArray([.. array.Select(item => Shuffled(item, random))]);
        if (node is not JsonObject source) return node?.DeepClone();
        KeyValuePair<string, JsonNode?>[] members = [.. source];
        random.Shuffle(members);
        JsonObject shuffled = [];
        foreach ((string name, JsonNode? value) in members)
        {
            if (random.Next(4) == 0) shuffled[$"extra{random.Next(1_000)}"] = random.Next(2) == 0 ? "a\"\\\u00e9 b"
                : 1.5e3;
            shuffled[name] = Shuffled(value, random);
        }

        return shuffled;
    }
}
