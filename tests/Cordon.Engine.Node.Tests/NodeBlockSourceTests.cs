using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Engine.Reading;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.RpcServer;
using Cordon.RpcServer.Faults;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Engine.Node.Tests;

/// <summary>Blocks of a node arrive whole, in order, and none is lost.</summary>
public class NodeBlockSourceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delivers_a_range_in_order_and_each_block_builds_on_the_one_before()
    {
        await using TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();

        List<string> blocks = await ReadAsync(pool, "3..40");

        BlockHeader[] headers = [.. blocks.Select(TestChain.HeaderOf)];
        Assert.Equal(Enumerable.Range(3, 38).Select(n => (ulong)n), headers.Select(header => header.Number));
        for (int i = 1; i < headers.Length; i++) Assert.Equal(headers[i - 1].Hash, headers[i].ParentHash);
    }

    [Fact]
    public async Task What_it_assembles_is_read_by_the_block_reader_with_every_call_and_log()
    {
        await using TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();
        var reader = new BlockReader();
        var data = new BlockData();

        foreach (string block in await ReadAsync(pool, "1..12"))
        {
            reader.Read(Encoding.UTF8.GetBytes(block), "test", data);
            Assert.Equal((1ul, 3, 6), (data.ChainId, data.Transactions.Count, data.Logs.Count));
            Assert.Equal(3, data.Calls.Count);
        }
    }

    [Theory]
    [InlineData("latest", new ulong[] { 40 })]
    [InlineData("38..latest", new ulong[] { 38, 39, 40 })]
    [InlineData("7", new ulong[] { 7 })]
    public async Task Reads_just_the_blocks_selected(string selection, ulong[] numbers)
    {
        await using TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();

        List<string> blocks = await ReadAsync(pool, selection);

        Assert.Equal(numbers, blocks.Select(block => TestChain.HeaderOf(block).Number));
    }

    [Fact]
    public async Task Order_survives_any_delays_and_stumbles()
    {
        await using TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();
        List<string> expected = await ReadAsync(pool, "1..20");

        Prop.ForAll(Gen.Choose(0, 4).ListOf(20).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(),
            async (troubles, prefetch) =>
            {
                chain.Faults.Clear();
                for (int i = 0; i < troubles.Count; i++)
                {
                    FaultKind? kind = troubles[i] switch
                    {
                        1 => FaultKind.Delay,
                        2 => FaultKind.ServerError,
                        3 => FaultKind.HalfResponse,
                        4 => FaultKind.OldBlock,
                        _ => null,
                    };
                    if (kind is null) continue;
                    chain.Faults.Add(new Fault(kind.Value)
                    {
                        Block = (ulong)i + 1,
                        Times = 1,
                        Amount = 1,
                        Duration = TimeSpan.FromMilliseconds(3 * (i % 4)),
                    });
                }

                List<string> blocks = await ReadAsync(
                    pool, "1..20", TestChain.Options with { Prefetch = prefetch, AttemptsMax = 10 });
                return blocks.SequenceEqual(expected);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    [Fact]
    public async Task Fetches_no_further_ahead_than_allowed()
    {
        await using TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();
        NodeBlockSource source = Source(pool, "1..40", TestChain.Options with { Prefetch = 3 });
        await using IAsyncEnumerator<RawBlock> blocks = source.ReadAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        var beyond = new Fault(FaultKind.Delay) { Block = 5 };
        chain.Faults.Add(beyond);

        Assert.True(await blocks.MoveNextAsync());
        blocks.Current.Dispose();
        Assert.True(await blocks.MoveNextAsync());
        blocks.Current.Dispose();

        Assert.Equal(0, chain.Faults.Struck); // with 2 delivered and 3 in flight, block 5 waits
        Assert.True(await blocks.MoveNextAsync());
        blocks.Current.Dispose();
        Assert.True(chain.Faults.Struck > 0 || await StrikesSoon(chain.Faults));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_dead_node_ends_the_scan_with_the_first_block_not_delivered(int prefetch)
    {
        TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();
        chain.Faults.Add(new Fault(FaultKind.Disconnect) { Block = 17 });
        var numbers = new List<ulong>();

        NodeSourceException failure = await Assert.ThrowsAsync<NodeSourceException>(async () =>
        {
            NodeBlockSource source = Source(pool, "10..30", TestChain.Options with { Prefetch = prefetch });
            await foreach (RawBlock block in source.ReadAsync(Cancellation))
            {
                using (block) numbers.Add(TestChain.HeaderOf(Encoding.UTF8.GetString(block.Bytes.Span)).Number);
            }
        });
        await chain.DisposeAsync();

        Assert.Equal(Enumerable.Range(10, 7).Select(n => (ulong)n), numbers);
        Assert.Equal(17ul, failure.Block);
        Assert.StartsWith(
            $"Block 17 and those after it were not delivered: eth_getBlockByNumber at {chain.Url}: ",
            failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_beyond_the_newest_block_is_refused_at_once()
    {
        await using TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();

        NodeSourceException refused = await Assert.ThrowsAsync<NodeSourceException>(() => ReadAsync(pool, "38..50"));
        NodeSourceException late = await Assert.ThrowsAsync<NodeSourceException>(() => ReadAsync(pool, "50..latest"));

        Assert.Equal(
            "Block 41 and those after it were not delivered: the newest block is 40. End there, or follow.",
            refused.Message);
        Assert.Equal(
            "Block 50 and those after it were not delivered: the newest block is 40. Begin there or earlier.",
            late.Message);
    }

    [Theory]
    [InlineData("eth_getBlockByNumber", FaultKind.OldBlock, "asked for block 5, it sent block 4")]
    [InlineData("eth_getBlockReceipts", FaultKind.OldBlock,
        "receipt 0 is of another transaction than block 5 has there")]
    [InlineData("debug_traceBlockByNumber", FaultKind.OldBlock,
        "trace 0 is of another transaction than block 5 has there")]
    [InlineData("eth_getBlockReceipts", FaultKind.DropReceipt,
        "receipt 0 is of another transaction than block 5 has there")]
    public async Task Data_of_another_block_is_refused_with_its_reason(string method, FaultKind kind, string what)
    {
        await using TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();
        chain.Faults.Add(new Fault(kind) { Method = method, Block = 5, Amount = 1 });

        NodeSourceException failure = await Assert.ThrowsAsync<NodeSourceException>(() => ReadAsync(pool, "4..6"));

        Assert.Equal(
            $"Block 5 and those after it were not delivered: {method} at {chain.Url}: {what}. "
            + "Try again, or add another endpoint.",
            failure.Message);
    }

    [Fact]
    public async Task A_block_that_the_node_does_not_have_is_named()
    {
        await using TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();
        chain.Faults.Add(new Fault(FaultKind.Replace) { Method = "eth_getBlockByNumber", Block = 5, Text = "null" });

        NodeSourceException failure = await Assert.ThrowsAsync<NodeSourceException>(() => ReadAsync(pool, "5..6"));

        Assert.Contains(": the node does not have block 5. ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_endpoint_saves_the_scan_from_the_first()
    {
        await using TestChain bad = await TestChain.StartAsync();
        await using TestChain good = await TestChain.StartAsync();
        await using EndpointPool pool = bad.Pool(good);
        List<string> expected = await ReadAsync(good.Pool(), "1..20");
        bad.Faults.Add(new Fault(FaultKind.OldBlock) { Method = "eth_getBlockByNumber", Amount = 1 });
        bad.Faults.Add(new Fault(FaultKind.HalfResponse) { Method = "debug_traceBlockByNumber" });

        Assert.Equal(expected, await ReadAsync(pool, "1..20", TestChain.Options with { CrossCheckEvery = 0 }));
    }

    [Fact]
    public async Task Recordings_come_through_a_node_unchanged_to_the_byte()
    {
        string pack = Path.Combine(DataFolder(), "blocks");
        Assert.SkipUnless(Directory.Exists(pack), $"{pack} is missing: set CORDON_DATA.");
        string[] files = [.. new[] { 19923400, 12775690, 15537394, 19910734, 2462997 }
            .Select(number => Path.Combine(pack, $"{number}.json.gz"))];
        await using RecordedChainServer server = await RecordedChainServer.StartAsync(
            new RecordedChainOptions { Files = files });
        await using EndpointPool pool = EndpointPool.Of([server.HttpUrl], options: TestChain.Hasty);

        foreach (string file in files)
        {
            string number = Path.GetFileName(file).Split('.')[0];
            Assert.Equal(Unzip(file), Assert.Single(await ReadAsync(pool, number)));
        }
    }

    private static async Task<bool> StrikesSoon(FaultPlan faults)
    {
        while (faults.Struck == 0) await Task.Delay(5, Cancellation);
        return true;
    }

    private static NodeBlockSource Source(IRpcCaller node, string selection, NodeSourceOptions? options = null) =>
        new(node, BlockSelection.Parse(selection), options ?? TestChain.Options);

    private static Task<List<string>> ReadAsync(
        IRpcCaller node, string selection, NodeSourceOptions? options = null) =>
        TestChain.ReadAsync(Source(node, selection, options));

    private static string Unzip(string path)
    {
        using var zipped = new System.IO.Compression.GZipStream(
            File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        return new StreamReader(zipped).ReadToEnd().TrimEnd();
    }

    private static string DataFolder()
    {
        if (Environment.GetEnvironmentVariable("CORDON_DATA") is { Length: > 0 } set) return set;
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cordon.slnx"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? ".", "../shared/data");
    }
}
