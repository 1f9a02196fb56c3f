using System.Text;
using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Engine.Reading;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.RpcServer.Faults;

namespace Cordon.Engine.Node.Tests;

/// <summary>A node that offers less is used as far as it goes, and what cannot be seen is said once.</summary>
public class FallbackTests
{
    private readonly List<BlindReport> _told = [];

    [Fact]
    public async Task Single_receipts_in_batches_give_the_same_blocks()
    {
        List<string> expected = await ReadAsync("1..6");

        Assert.Equal(expected, await ReadAsync("1..6", missing: ["eth_getBlockReceipts"]));
        Assert.Empty(_told); // nothing is lost
    }

    [Fact]
    public async Task Logs_alone_become_receipts_without_outcome()
    {
        List<string> blocks = await ReadAsync(
            "1..6", missing: ["eth_getBlockReceipts", "eth_getTransactionReceipt"]);

        BlindReport told = Assert.Single(_told);
        Assert.Equal(("receipts", "the endpoint has neither eth_getBlockReceipts nor eth_getTransactionReceipt"),
            (told.Missing, told.Cause));
        foreach (string block in blocks)
        {
            using JsonDocument json = JsonDocument.Parse(block);
            JsonElement[] receipts = [.. json.RootElement.GetProperty("receipts").EnumerateArray()];
            Assert.Equal([2, 2, 2], receipts.Select(receipt => receipt.GetProperty("logs").GetArrayLength()));
            Assert.All(receipts, receipt => Assert.False(receipt.TryGetProperty("status", out _)));
            var data = new BlockData();
            new BlockReader().Read(Encoding.UTF8.GetBytes(block), "test", data);
            Assert.Equal((3, 6), (data.Transactions.Count, data.Logs.Count));
        }
    }

    [Fact]
    public async Task Without_any_receipts_or_logs_the_traces_still_come()
    {
        List<string> blocks = await ReadAsync(
            "1..3", missing: ["eth_getBlockReceipts", "eth_getTransactionReceipt", "eth_getLogs"]);

        BlindReport told = Assert.Single(_told);
        Assert.Equal(
            ("logs", "the endpoint has neither eth_getBlockReceipts nor eth_getTransactionReceipt nor eth_getLogs"),
            (told.Missing, told.Cause));
        Assert.All(blocks, block =>
        {
            Assert.DoesNotContain("\"receipts\"", block, StringComparison.Ordinal);
            Assert.Contains("\"traces\":[{", block, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Without_any_tracing_the_logs_still_come_and_the_blindness_is_told_once()
    {
        List<string> blocks = await ReadAsync("1..20", missing: ["debug_", "trace_"]);

        BlindReport told = Assert.Single(_told);
        Assert.Equal(("traces", "the endpoint has neither debug_traceBlockByNumber nor trace_block"),
            (told.Missing, told.Cause));
        Assert.Contains("reentrancy", told.Unseen);
        Assert.Equal(20, blocks.Count);
        Assert.All(blocks, block => Assert.DoesNotContain("\"traces\"", block, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_report_comes_with_the_first_block_concerned_even_when_later_ones_are_fetched_sooner()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { MissingMethods = ["debug_", "trace_"] });
        chain.Faults.Add(new Fault(FaultKind.Delay) { Block = 1, Duration = TimeSpan.FromMilliseconds(50) });
        await using EndpointPool pool = chain.Pool();
        var withReport = new List<int>();
        int index = 0;

        NodeBlockSource source = new(pool, BlockSelection.Parse("1..10"), TestChain.Options);
        await foreach (RawBlock block in source.ReadAsync(TestContext.Current.CancellationToken))
        {
            using (block)
            {
                if (block.Blind.Count > 0) withReport.Add(index);
            }

            index++;
        }

        Assert.Equal([0], withReport);
    }

    [Fact]
    public async Task Flat_traces_are_used_where_there_are_no_nested_ones()
    {
        const string Trace = """
            [{"action":{"callType":"call","from":"0x0000000000000000000000000000000000000001","gas":"0x1","input":"0x",
            "to":"0x0000000000000000000000000000000000000002","value":"0x0"},"result":{"gasUsed":"0x0","output":"0x"},
            "subtraces":0,"traceAddress":[],"transactionPosition":0,"type":"call"}]
            """;
        await using TestChain chain = await TestChain.StartAsync(o => o with { MissingMethods = ["debug_"] });
        chain.Faults.Add(new Fault(FaultKind.Replace) { Method = "trace_block", Text = Trace });

        List<string> blocks = await ReadAsync(chain, "1..3");

        Assert.All(blocks, block => Assert.Contains("\"traces\":[{\"action\"", block, StringComparison.Ordinal));
        BlindReport told = Assert.Single(_told);
        Assert.Equal(("logs in traces", "the endpoint has no debug_traceBlockByNumber, trace_block is used"),
            (told.Missing, told.Cause));
    }

    [Fact]
    public async Task A_refusal_to_trace_is_quoted()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { MissingMethods = ["trace_"] });
        chain.Faults.Add(new Fault(FaultKind.NodeError)
        {
            Method = "debug_traceBlockByNumber",
            Amount = 32000,
            Text = "missing trie node",
        });

        List<string> blocks = await ReadAsync(chain, "1..3");

        Assert.Equal(3, blocks.Count);
        Assert.Equal(
            "the endpoint refuses to trace (debug_traceBlockByNumber: error -32000, missing trie node)",
            Assert.Single(_told).Cause);
    }

    [Fact]
    public async Task A_refusal_that_passes_costs_no_sight()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { MissingMethods = ["trace_"] });
        chain.Faults.Add(new Fault(FaultKind.NodeError)
        {
            Method = "debug_traceBlockByNumber",
            Amount = 32000,
            Text = "header not found",
            Times = 2,
        });

        List<string> blocks = await ReadAsync(chain, "2..2");

        Assert.Empty(_told);
        Assert.Contains("\"traces\":[{", Assert.Single(blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_of_a_transaction_that_is_not_in_the_block_is_refused()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with
        {
            MissingMethods = ["eth_getBlockReceipts", "eth_getTransactionReceipt"],
        });
        chain.Faults.Add(new Fault(FaultKind.Replace)
        {
            Method = "eth_getLogs",
            Text = $"[{{\"transactionHash\":\"0x{new string('1', 64)}\"}}]",
        });

        NodeSourceException failure = await Assert.ThrowsAsync<NodeSourceException>(() => ReadAsync(chain, "1..3"));

        Assert.Equal(
            $"Block 1 and those after it were not delivered: eth_getLogs at {chain.Url}: a log belongs to transaction "
            + $"0x{new string('1', 64)}, which is not in block 1. Try another endpoint.",
            failure.Message);
    }

    private async Task<List<string>> ReadAsync(string selection, string[]? missing = null)
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { MissingMethods = missing ?? [] });
        return await ReadAsync(chain, selection);
    }

    private async Task<List<string>> ReadAsync(TestChain chain, string selection)
    {
        await using EndpointPool pool = chain.Pool();
        return await TestChain.ReadAsync(new NodeBlockSource(
            pool, BlockSelection.Parse(selection), TestChain.Options with { ReceiptsBatch = 2 }, onBlind: _told.Add));
    }
}
