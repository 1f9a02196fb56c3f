using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.RpcServer;
using Cordon.RpcServer.Faults;

namespace Cordon.Engine.Node.Tests;

/// <summary>A server of made-up blocks, renumbered from 1 on, that a test can make misbehave.</summary>
internal sealed class TestChain : IAsyncDisposable
{
    public static readonly EndpointPoolOptions Hasty = new()
    {
        RestAfterFailure = TimeSpan.FromMilliseconds(2),
        RestMax = TimeSpan.FromMilliseconds(10),
        ProbeTimeout = TimeSpan.FromMinutes(1), // a busy machine is no failing endpoint
    };

    public static readonly NodeSourceOptions Options = new()
    {
        AttemptDelay = TimeSpan.FromMilliseconds(2),
        PollInterval = TimeSpan.FromMilliseconds(10),
    };

    private readonly DirectoryInfo _folder;

    private TestChain(DirectoryInfo folder, RecordedChainServer server) => (_folder, Server) = (folder, server);

    public RecordedChainServer Server { get; }

    public FaultPlan Faults => Server.Faults;

    public string Url => Server.HttpUrl;

    public static async Task<TestChain> StartAsync(Func<RecordedChainOptions, RecordedChainOptions>? change = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-node-");
        var options = new RecordedChainOptions
        {
            Files = SyntheticBlocks.Write(folder.FullName, count: 12, transactions: 3),
            FirstNumber = 1,
            Count = 40,
        };
        return new TestChain(folder, await RecordedChainServer.StartAsync(change?.Invoke(options) ?? options));
    }

    public EndpointPool Pool(params TestChain[] others) =>
        EndpointPool.Of([Url, .. others.Select(other => other.Url)], options: Hasty);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Reads all blocks as text.</summary>
    public static async Task<List<string>> ReadAsync(NodeBlockSource source, int? limit = null)
    {
        var blocks = new List<string>();
        await foreach (RawBlock block in source.ReadAsync(TestContext.Current.CancellationToken))
        {
            using (block) blocks.Add(Encoding.UTF8.GetString(block.Bytes.Span));
            if (blocks.Count == limit) break;
        }

        return blocks;
    }

    /// <summary>The header within a recorded block.</summary>
    public static BlockHeader HeaderOf(string block)
    {
        const string Start = "\"block\":";
        int at = block.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int end = block.IndexOf("},\"receipts\"", at, StringComparison.Ordinal) + 1;
        return BlockHeader.Read(Encoding.UTF8.GetBytes(block[at..end]));
    }
}
