using System.IO.Compression;
using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Engine.Recording;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.RpcServer.Faults;

namespace Cordon.Engine.Node.Tests;

/// <summary>Recording a node's blocks into files.</summary>
public sealed class BlockRecorderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cordon-record-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Writes_each_block_as_the_node_gave_it()
    {
        await using TestChain chain = await TestChain.StartAsync();
        await using EndpointPool pool = chain.Pool();
        List<string> expected = await TestChain.ReadAsync(
            new NodeBlockSource(pool, BlockSelection.Parse("3..9"), TestChain.Options));

        RecordProgress done = await RecordAsync(chain, "3..9");

        Assert.Equal((9ul, 9ul, 7L, 0L), (done.Number, done.Last, done.Written, done.Skipped));
        Assert.Equal(expected.Sum(block => (long)block.Length), done.Bytes);
        Assert.Equal(expected, Enumerable.Range(3, 7).Select(Read));
        Assert.Equal(7, _folder.GetFiles().Length);
    }

    [Fact]
    public async Task Keeps_what_an_earlier_run_has_recorded_and_fills_the_gaps()
    {
        await using TestChain chain = await TestChain.StartAsync();
        await RecordAsync(chain, "3..12");
        DateTime kept = File.GetLastWriteTimeUtc(PathOf(5));
        File.Delete(PathOf(4));
        File.Delete(PathOf(8));
        File.Delete(PathOf(9));
        File.WriteAllText(PathOf(7) + ".tmp", "left by a crash");

        RecordProgress done = await RecordAsync(chain, "3..14");

        Assert.Equal((5L, 7L), (done.Written, done.Skipped));
        Assert.Equal(kept, File.GetLastWriteTimeUtc(PathOf(5)));
        Assert.Equal(12, _folder.GetFiles().Length); // and nothing half written
    }

    [Fact]
    public async Task A_file_damaged_anywhere_is_recorded_anew()
    {
        await using TestChain chain = await TestChain.StartAsync();
        await RecordAsync(chain, "3..4");
        byte[] good = await File.ReadAllBytesAsync(PathOf(3), Cancellation);
        string text = Read(3);
        byte[][] damaged =
        [
            [], good[..10], good[..(good.Length / 2)], [.. good[..^8], 0, 0, 0, 0, 0, 0, 0, 0],
            Zip(text[..^1]), Zip("{}"),
            Zip(text.Replace("\"status\":\"0x1\"", "\"status\":true", StringComparison.Ordinal)),
            Zip(Read(4)), Zip(text.Replace("0xc350", "0xc351", StringComparison.Ordinal)),
        ];
        foreach (byte[] damage in damaged)
        {
            await File.WriteAllBytesAsync(PathOf(3), damage, Cancellation);

            RecordProgress done = await RecordAsync(chain, "3..4");

            Assert.True(done.Written == 1, $"damage {Array.IndexOf(damaged, damage)} went unnoticed");
            Assert.Equal(text, Read(3));
        }
    }

    [Fact]
    public async Task Files_of_a_branch_that_was_dropped_are_recorded_anew()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 10 });
        await RecordAsync(chain, "3..10");
        File.Delete(PathOf(6));
        await chain.Server.ReorganiseAsync(6);

        RecordProgress done = await RecordAsync(chain, "3..11");

        Assert.Equal((6L, 3L), (done.Written, done.Skipped));
        for (int number = 3; number <= 11; number++)
            Assert.Equal(HashOf(chain, number), TestChain.HeaderOf(Read(number)).Hash);
    }

    [Fact]
    public async Task A_chain_that_changed_below_the_files_since_the_last_run_replaces_them()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 10 });
        await RecordAsync(chain, "3..5");
        await chain.Server.ReorganiseAsync(4);

        RecordProgress done = await RecordAsync(chain, "3..7");

        Assert.Equal((4L, 3L), (done.Written, done.Skipped)); // 4 and 5 fit each other, until 6 fits neither
        for (int number = 3; number <= 7; number++)
            Assert.Equal(HashOf(chain, number), TestChain.HeaderOf(Read(number)).Hash);
    }

    [Fact]
    public async Task Follows_the_head_and_replaces_the_files_of_a_dropped_branch()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 6 });
        using var stop = new CancellationTokenSource();
        Task<RecordProgress> recording = RecordAsync(chain, "4..follow", stop.Token);
        await FileAsync(recording, chain, 6);
        await chain.Server.AdvanceAsync(2);
        await FileAsync(recording, chain, 8);

        await chain.Server.ReorganiseAsync(6);
        for (int number = 4; number <= 9; number++) await FileAsync(recording, chain, number);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recording);
    }

    [Theory]
    [InlineData("\"gasUsed\":\"0x249f0\"", "\"gasUsed\":\"0x249f1\"",
        "receipts: their gasUsed adds up to 150000, the block says 150001")]
    public async Task A_block_whose_gas_does_not_add_up_is_not_written(string from, string to, string problem)
    {
        await using TestChain chain = await TestChain.StartAsync();
        string block = Encoding.UTF8.GetString(await BlockAsync(chain, 5));
        Assert.Contains(from, block, StringComparison.Ordinal);
        chain.Faults.Add(new Fault(FaultKind.Replace)
        {
            Method = "eth_getBlockByNumber",
            Block = 5,
            Text = block.Replace(from, to, StringComparison.Ordinal),
        });

        BlockFormatException refused = await Assert.ThrowsAsync<BlockFormatException>(
            () => RecordAsync(chain, "4..6"));

        Assert.Equal($"{chain.Url} block 5: {problem}", refused.Message);
        Assert.Equal([PathOf(4)], _folder.GetFiles().Select(file => file.FullName));
    }

    [Fact]
    public async Task A_dead_node_leaves_what_was_recorded_and_names_the_block_to_go_on_from()
    {
        await using TestChain chain = await TestChain.StartAsync();
        chain.Faults.Add(new Fault(FaultKind.Disconnect) { Block = 7 });

        NodeSourceException failure = await Assert.ThrowsAsync<NodeSourceException>(() => RecordAsync(chain, "4..9"));
        chain.Faults.Clear();
        RecordProgress done = await RecordAsync(chain, "4..9");

        Assert.Equal(7ul, failure.Block);
        Assert.Equal((3L, 3L), (done.Written, done.Skipped));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error_and_leaves_nothing()
    {
        await using TestChain chain = await TestChain.StartAsync();
        Directory.CreateDirectory(PathOf(5)); // a folder where the file should go

        await Assert.ThrowsAnyAsync<Exception>(() => RecordAsync(chain, "4..6"));

        Assert.Equal([PathOf(4)], _folder.GetFiles().Select(file => file.FullName));
    }

    [Fact]
    public async Task What_the_node_lacks_is_told_once_for_all_gaps()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { MissingMethods = ["debug_", "trace_"] });
        await RecordAsync(chain, "5..5");
        var told = new List<BlindReport>();

        await using EndpointPool pool = chain.Pool();
        await new BlockRecorder(pool, Options("3..8") with { OnBlind = told.Add }).RunAsync(Cancellation);

        Assert.Equal("traces", Assert.Single(told).Missing);
    }

    private async Task<RecordProgress> RecordAsync(
        TestChain chain, string blocks, CancellationToken? cancellation = null)
    {
        await using EndpointPool pool = chain.Pool();
        return await new BlockRecorder(pool, Options(blocks)).RunAsync(cancellation ?? Cancellation);
    }

    private RecordOptions Options(string blocks) => new()
    {
        Folder = _folder.FullName,
        Blocks = BlockSelection.Parse(blocks),
        Source = TestChain.Options,
    };

    private async Task FileAsync(Task recording, TestChain chain, int number)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!File.Exists(PathOf(number)) || TestChain.HeaderOf(Read(number)).Hash != HashOf(chain, number))
        {
            if (recording.IsCompleted) await recording;
            await Task.Delay(5, limit.Token);
        }
    }

    private static Hash256 HashOf(TestChain chain, int number) =>
        BlockHeader.Read(chain.Server.HeaderOf((ulong)number).Span).Hash;

    private static async Task<byte[]> BlockAsync(TestChain chain, ulong number)
    {
        await using EndpointPool pool = chain.Pool();
        using RpcPayload block = await pool.CallRawAsync(
            new RpcCall("eth_getBlockByNumber", number, true), Cancellation);
        return block.Json.ToArray();
    }

    private string PathOf(int number) => Path.Combine(_folder.FullName, $"{number}.json.gz");

    private string Read(int number)
    {
        using var zipped = new GZipStream(File.OpenRead(PathOf(number)), CompressionMode.Decompress);
        return new StreamReader(zipped).ReadToEnd();
    }

    private static byte[] Zip(string text)
    {
        using var zipped = new MemoryStream();
        using (var stream = new GZipStream(zipped, CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return zipped.ToArray();
    }
}
