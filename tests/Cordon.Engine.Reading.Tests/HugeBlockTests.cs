using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cordon.Domain.Blocks;
using static Cordon.Engine.Reading.Tests.Reading;

namespace Cordon.Engine.Reading.Tests;

/// <summary>Recordings that are deeper, wider or longer than any honest one: the bounds, and the time they take.
/// </summary>
public class HugeBlockTests
{
    private const string A = "0x1111111111111111111111111111111111111111";

    [Fact]
    public void A_call_tree_ten_thousand_deep_is_read_without_recursion()
    {
        const int Depth = 10_000;
        BlockData block = Read(Deep(Depth));

        Assert.Equal(Depth, block.Calls.Count);
        Assert.Equal(Depth - 1, block.Calls.Depth[Depth - 1]);
        Assert.Equal(Depth, block.Calls.End[0]);
    }

    [Fact]
    public void A_deep_tree_of_parity_is_read_too()
    {
        const int Depth = 1_500;
        StringBuilder traces = new();
        for (int i = 0; i < Depth; i++)
        {
            traces.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $"{{\"type\":\"call\",\"action\":{{}},\"traceAddress\":[{string.Join(',', new int[i])}]}}");
        }

        Assert.Equal(Depth - 1, Read(OnlyTraces(traces.ToString())).Calls.Depth[Depth - 1]);
    }

    [Fact]
    public void Beyond_the_bounds_the_error_says_so()
    {
        BlockReaderOptions options = new()
        {
            CallDepthMax = 100,
            CallsMax = 500,
            TransactionsMax = 3,
            NestingMax = 250,
            BlockBytesMax = 100_000,
        };

        Assert.EndsWith("call tree deeper than 100 frames", Refusal(Deep(101), options).Message);
        Assert.Equal(100, Read(Deep(100), options).Calls.Count);
        string calls = string.Join(',', Enumerable.Repeat("{\"type\":\"CALL\"}", 500));
        string wide = $"{{\"result\":{{\"type\":\"CALL\",\"calls\":[{calls}]}}}}";
        Assert.EndsWith("more than 500 call frames in one block", Refusal(OnlyTraces(wide), options).Message);
        Assert.EndsWith("more than 3 transactions in one block",
            Refusal("{\"chainId\":1,\"block\":{\"number\":1,\"transactions\":[{},{},{},{}]}}", options).Message);
        Assert.EndsWith("nested deeper than 250 levels",
            Refusal("{\"x\":" + new string('[', 251) + new string(']', 251) + "}", options).Message);
        Assert.EndsWith("100001 bytes, expected at most 100000", Refusal(new byte[100_001], options).Message);
    }

    [Fact]
    public void A_path_thousands_of_levels_deep_is_shortened()
    {
        string json = Deep(5_000).Replace("\"type\":\"CALL\"}", "\"type\":\"CALL\",\"value\":1}",
            StringComparison.Ordinal);

        Assert.InRange(Refusal(json).Path.Length, 20, 300);
        Assert.EndsWith(".value", Refusal(json).Path);
    }

    [Fact]
    public void Time_stays_linear_where_hostile_order_could_make_it_quadratic()
    {
        const int Count = 60_000;
        string calls = string.Join(',', Enumerable.Repeat("{\"type\":\"CALL\"}", Count));
        string log = $"{{\"address\":\"{A}\",\"topics\":[],\"data\":\"0x\",\"position\":\"0x{Count:x}\"}}";
        string logs = string.Join(',', Enumerable.Repeat(log, Count));
        string json = OnlyTraces($"{{\"result\":{{\"type\":\"CALL\",\"logs\":[{logs}],\"calls\":[{calls}]}}}}");
        long start = Stopwatch.GetTimestamp();

        Assert.Equal(Count, Read(json).Logs.Count);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 10);
    }

    [Fact]
    public void Logs_that_fit_none_of_many_calls_cost_no_product_of_both()
    {
        const int Many = 120_000;
        string tx = "0x" + new string('7', 64), account = "0x" + new string('a', 40);
        string call = $$"""{"type":"CALL","from":"{{account}}","to":"{{account}}","input":"0x"}""";
        string log = $$"""{"address":"0x{{new string('b', 40)}}","topics":[],"data":"0x"}""";
        string json = $$$"""
            {"chainId":1,"block":{"number":"0x1","transactions":["{{{tx}}}"]},
             "receipts":[{"transactionHash":"{{{tx}}}","status":"0x1",
               "logs":[{{{string.Join(',', Enumerable.Repeat(log, Many))}}}]}],
             "traces":[{"txHash":"{{{tx}}}","result":{"type":"CALL","from":"{{{account}}}","to":"{{{account}}}",
               "input":"0x","calls":[{{{string.Join(',', Enumerable.Repeat(call, Many))}}}]}}]}
            """;
        BlockData block = new();
        long begun = Stopwatch.GetTimestamp();

        new BlockReader().Read(Encoding.UTF8.GetBytes(json), "hostile", block);

        Assert.Equal((Many, Many + 1), (block.Logs.Count, block.Calls.Count));
        Assert.All(block.Logs.Call.Span.ToArray(), frame => Assert.Equal(-1, frame));
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0, 10);
    }

    private static string Deep(int depth)
    {
        StringBuilder frames = new("{\"result\":");
        for (int i = 1; i < depth; i++) frames.Append("{\"calls\":[");
        frames.Append("{\"type\":\"CALL\"}");
        for (int i = 1; i < depth; i++) frames.Append("],\"type\":\"CALL\"}");
        return OnlyTraces(frames.Append('}').ToString());
    }

    private static string OnlyTraces(string traces) =>
        $"{{\"chainId\":1,\"block\":{{\"number\":1}},\"traces\":[{traces}]}}";
}
