using Cordon.Ethereum.Rpc;
using Cordon.RpcServer;
using Cordon.RpcServer.Faults;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>A server of made-up blocks 1000 to 1019 that a test can make misbehave.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    public const int Blocks = 20;

    private readonly DirectoryInfo _folder;

    private FaultyServer(DirectoryInfo folder, RecordedChainServer server) => (_folder, Server) = (folder, server);

    public RecordedChainServer Server { get; }

    public FaultPlan Faults => Server.Faults;

    public static async Task<FaultyServer> StartAsync(Func<RecordedChainOptions, RecordedChainOptions>? change = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-rpc-");
        var options = new RecordedChainOptions
        {
            Files = SyntheticBlocks.Write(folder.FullName, Blocks),
            IpcPath = Path.Combine(folder.FullName, "node.ipc"),
        };
        return new FaultyServer(folder, await RecordedChainServer.StartAsync(change?.Invoke(options) ?? options));
    }

    public string Url(RpcTransportKind kind) => kind switch
    {
        RpcTransportKind.Http => Server.HttpUrl,
        RpcTransportKind.WebSocket => Server.WebSocketUrl,
        _ => Server.IpcPath,
    };

    public RpcClient Client(RpcTransportKind kind = RpcTransportKind.Http, RpcClientOptions? options = null) =>
        new(RpcEndpoint.Parse(Url(kind)), options);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
