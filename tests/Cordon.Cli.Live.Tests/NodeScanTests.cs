using System.Text.Json;
using Cordon.RpcServer.Faults;
using Cordon.Storage.Tests;

namespace Cordon.Cli.Live.Tests;

/// <summary>The program scans and records a node's blocks.</summary>
public sealed class NodeScanTests : IDisposable
{
    private const int Seed = 20261121;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_transport_gives_the_same_signals_and_so_does_the_recording()
    {
        string socket = _folder.File("node.ipc");
        await using LiveChain chain = await LiveChain.RealAsync(30, options => options with { IpcPath = socket });
        string blocks = _folder.File("blocks");

        CordonProcess http = await ScanAsync(chain.Url, "1..30");
        CordonProcess webSocket = await ScanAsync(chain.Server.WebSocketUrl, "1..30");
        CordonProcess ipc = await ScanAsync(socket, "1..30");
        await CordonProcess.RunAsync(0, "record", "--rpc", chain.Url, "--blocks", "1..30", "--out", blocks);
        CordonProcess recorded = await CordonProcess.RunAsync(0, "scan", "--file", blocks, "--format", "jsonl");

        Assert.NotEmpty(http.OutLines);
        Assert.Contains("30 blocks, ", http.Error);
        Assert.Equal(http.Out, webSocket.Out);
        Assert.Equal(http.Out, ipc.Out);
        Assert.Equal(http.Out, recorded.Out);
    }

    [Fact]
    public async Task The_newest_block_is_scanned_alone_and_not_twice_into_one_database()
    {
        await using LiveChain chain = await LiveChain.RealAsync(12, options => options with { Head = 9 });
        string database = _folder.File("latest.db");

        CordonProcess plain = await ScanAsync(chain.Url, "latest");
        await ScanAsync(chain.Url, "latest", "--db", database);
        string[] before = LiveChain.SignalsIn(database);
        CordonProcess again = await ScanAsync(chain.Url, "latest", "--db", database);
        await chain.Server.AdvanceAsync(2);
        CordonProcess later = await ScanAsync(chain.Url, "latest", "--db", database);

        Assert.Contains("1 blocks, ", plain.Error);
        Assert.Contains("goes on after block 9", again.Error);
        Assert.Empty(again.Out);
        Assert.Contains("2 blocks, ", later.Error);
        Assert.Empty(before.Except(LiveChain.SignalsIn(database)));
    }

    [Fact]
    public async Task A_scan_of_a_node_killed_again_and_again_ends_with_the_database_of_an_unbroken_one()
    {
        await using LiveChain chain = await LiveChain.RealAsync(120);
        string unbroken = _folder.File("unbroken.db"), killed = _folder.File("killed.db");
        await ScanAsync(chain.Url, "1..120", "--db", unbroken);
        Random random = new(Seed);
        int resumed = 0;
        for (int kill = 0; kill < 6; kill++)
        {
            ulong before = Kept(killed);
            await using CordonProcess run = CordonProcess.Start(
                "scan", "--rpc", chain.Url, "--blocks", "1..120", "--db", killed, "--format", "jsonl");
            ulong goal = before + (ulong)random.Next(1, 30);
            await run.UntilAsync(_ => Kept(killed) >= Math.Min(goal, 110), $"seed {Seed}: block {goal} kept");
            await run.KillAsync();
            if (before > 0) resumed++;
        }

        CordonProcess last = await ScanAsync(chain.Url, "1..120", "--db", killed);

        Assert.True(resumed >= 3, $"seed {Seed}: only {resumed} runs went on from kept blocks");
        Assert.Contains("goes on after block ", last.Error);
        Assert.Equal(LiveChain.Contents(unbroken), LiveChain.Contents(killed));
    }

    [Fact]
    public async Task A_recording_killed_half_way_goes_on_with_what_is_missing_or_damaged()
    {
        await using LiveChain chain = await LiveChain.RealAsync(60);
        string blocks = _folder.File("blocks");
        string[] record = ["record", "--rpc", chain.Url, "--blocks", "1..60", "--out", blocks];
        await using (CordonProcess first = CordonProcess.Start(record))
        {
            await first.UntilAsync(_ => Count(blocks) >= 10, "ten blocks recorded");
            await first.KillAsync();
        }

        string damaged = Path.Combine(blocks, "4.json.gz");
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..^20]);
        int kept = Count(blocks) - 1;
        CordonProcess second = await CordonProcess.RunAsync(0, record);
        CordonProcess third = await CordonProcess.RunAsync(0, record);

        Assert.Contains($"{60 - kept} blocks written", second.Error);
        Assert.Contains($"{kept} kept", second.Error);
        Assert.Contains("0 blocks written (0 bytes before compression), 60 kept", third.Error);
        Assert.Equal(
            (await ScanAsync(chain.Url, "1..60")).Out,
            (await CordonProcess.RunAsync(0, "scan", "--file", blocks, "--format", "jsonl")).Out);
    }

    [Fact]
    public async Task A_node_that_lies_about_its_receipts_is_not_recorded()
    {
        await using LiveChain chain = await LiveChain.MadeUpAsync(_folder, 6);
        chain.Server.Faults.Add(new Fault(FaultKind.DropReceipt) { Block = 4 });
        string blocks = _folder.File("blocks");

        CordonProcess run = await CordonProcess.RunAsync(
            3, "record", "--rpc", chain.Url, "--blocks", "1..6", "--out", blocks);

        Assert.Contains("block 4", run.Error);
        Assert.Equal(3, Count(blocks));
    }

    [Theory]
    [InlineData("debug_", "logs in traces", "trace_block is used")]
    [InlineData("debug_,trace_", "traces", "the endpoint has neither debug_traceBlockByNumber nor trace_block")]
    public async Task What_a_node_does_not_offer_is_said_once_kept_as_a_signal_and_summed_up(
        string methods, string missing, string cause)
    {
        bool isFlat = missing != "traces";
        string[] files = [.. LiveChain.RealFiles().Where(file => LiveChain.HasFlatTraces(file) == isFlat)];
        await using LiveChain chain = await LiveChain.RealAsync(
            10, options => options with { Files = files, MissingMethods = methods.Split(',') });
        string database = _folder.File("blind.db"), report = _folder.File("report.html");

        CordonProcess run = await ScanAsync(chain.Url, "1..10", "--db", database, "--report", report);

        string[] said = run.Error.Split('\n');
        Assert.Single(said, line => line.StartsWith($"cordon: no {missing}, because ", StringComparison.Ordinal));
        Assert.Single(said, line => line.StartsWith($"not seen: no {missing}, because ", StringComparison.Ordinal)
            && line.Contains(cause, StringComparison.Ordinal));
        JsonElement signal = Assert.Single(run.OutLines.Select(line => JsonDocument.Parse(line).RootElement),
            signal => signal.GetProperty("detector").GetString() == "blind"
                && signal.GetProperty("evidence").GetProperty("missing").GetString() == missing);
        Assert.Contains(signal.GetProperty("id").GetString()!, LiveChain.SignalsIn(database));
        Assert.Contains(cause, await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_slow_node_and_a_few_refusals_cost_time_and_nothing_else()
    {
        await using LiveChain chain = await LiveChain.MadeUpAsync(_folder, 30);
        string expected = (await ScanAsync(chain.Url, "1..30", "--db", _folder.File("quick.db"))).Out;
        chain.Strike(FaultKind.Delay, TimeSpan.FromMilliseconds(20), "debug_traceBlockByNumber");
        chain.Server.Faults.Add(new Fault(FaultKind.TooManyRequests) { Times = 2, Method = "eth_getBlockByNumber" });

        CordonProcess run = await ScanAsync(chain.Url, "1..30", "--db", _folder.File("slow.db"));

        Assert.Equal(expected, run.Out);
        Assert.Contains("30 blocks, ", run.Error);
        Assert.Equal(
            LiveChain.Contents(_folder.File("quick.db")), LiveChain.Contents(_folder.File("slow.db")));
    }

    [Fact]
    public async Task An_endpoint_that_dies_in_the_middle_leaves_the_work_to_the_other()
    {
        await using LiveChain good = await LiveChain.MadeUpAsync(_folder, 40), dying = await LiveChain.MadeUpAsync(
            _folder, 40);
        dying.Server.Faults.Add(new Fault(FaultKind.Disconnect) { Block = 20 });

        CordonProcess run = await CordonProcess.RunAsync(
            0, "scan", "--rpc", dying.Url, good.Url, "--blocks", "1..40", "--format", "jsonl");

        Assert.Contains("40 blocks, ", run.Error);
    }

    private static Task<CordonProcess> ScanAsync(string endpoint, string blocks, params string[] more) =>
        CordonProcess.RunAsync(
            0, ["scan", "--rpc", endpoint, "--blocks", blocks, "--format", "jsonl", .. more]);

    private static int Count(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json.gz").Length : 0;

    private static ulong Kept(string database) => LiveChain.BlocksIn(database).DefaultIfEmpty().Max();
}
