using System.Text;
using Cordon.Domain.Ports;
using Cordon.RpcServer;
using Cordon.RpcServer.Faults;
using Cordon.Storage.Sqlite;
using Cordon.Storage.Tests;
using Cordon.Testing;

namespace Cordon.Cli.Live.Tests;

/// <summary>A local node that serves recorded blocks, renumbered from 1 on into one chain, and misbehaves on demand.
/// </summary>
internal sealed class LiveChain : IAsyncDisposable
{
    private const int FileBytesMin = 60_000, FileBytesMax = 125_000; // small enough to be quick, with signals in them

    private LiveChain(RecordedChainServer server) => Server = server;

    public RecordedChainServer Server { get; }

    public string Url => Server.HttpUrl;

    /// <summary>Serves real blocks with nested traces; skips the test where this machine has none.</summary>
    public static Task<LiveChain> RealAsync(
        int count, Func<RecordedChainOptions, RecordedChainOptions>? change = null) =>
        StartAsync([.. RealFiles().Where(file => !HasFlatTraces(file))], count, change);

    /// <summary>Some real blocks in ascending order; skips the test where this machine has none.</summary>
    public static string[] RealFiles()
    {
        string[] files =
            [.. Recordings.Files("blocks").Where(f => new FileInfo(f).Length is > FileBytesMin and < FileBytesMax)];
        Assert.SkipWhen(files.Length == 0, Recordings.MissingMessage("blocks"));
        return [.. files.OrderBy(file => long.Parse(Path.GetFileName(file).Split('.')[0]))];
    }

    /// <summary>True for a block whose traces are flat (Parity), so that only trace_block can serve them.</summary>
    public static bool HasFlatTraces(string file) =>
        Encoding.UTF8.GetString(Recordings.Read(file)).Contains("\"traceAddress\"", StringComparison.Ordinal);

    /// <summary>Serves small made-up blocks.</summary>
    public static Task<LiveChain> MadeUpAsync(
        TemporaryFolder folder, int count, Func<RecordedChainOptions, RecordedChainOptions>? change = null) =>
        StartAsync(SyntheticBlocks.Write(folder.Path, count: 6), count, change);

    /// <summary>The signals that a database holds, by id, without those withdrawn.</summary>
    public static string[] SignalsIn(string database)
    {
        using SqliteScanStore store = SqliteScanStore.OpenReadOnly(database);
        return [.. store.ReadSignals().Where(signal => !signal.Retracted).Select(signal => signal.Id).Order()];
    }

    /// <summary>Numbers of the blocks that a database remembers; none while it is being made.</summary>
    public static ulong[] BlocksIn(string database)
    {
        if (!File.Exists(database)) return [];
        try
        {
            using SqliteScanStore store = SqliteScanStore.OpenReadOnly(database);
            return [.. store.ReadTimelines().SelectMany(timeline => timeline.Blocks).Select(block => block.Number)];
        }
        catch (StoreException)
        {
            return [];
        }
    }

    /// <summary>All rows but the number of blocks delivered, which is counted for each run of a node's scan.</summary>
    public static string Contents(string database) => string.Join('\n', TemporaryFolder.Dump(database).Split('\n')
        .Where(line => !line.StartsWith("cursor: ", StringComparison.Ordinal)));

    public void Strike(FaultKind kind, TimeSpan duration = default, string? method = null) =>
        Server.Faults.Add(new Fault(kind) { Duration = duration, Method = method });

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static async Task<LiveChain> StartAsync(
        IReadOnlyList<string> files, int count, Func<RecordedChainOptions, RecordedChainOptions>? change)
    {
        RecordedChainOptions options = new() { Files = files, FirstNumber = 1, Count = count };
        return new LiveChain(await RecordedChainServer.StartAsync(change?.Invoke(options) ?? options));
    }
}
