using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Trials;

/// <summary>A chain with the exchange, Cordon's contracts and its community on it, which goes back to that state before
/// every playing.</summary>
public sealed class TrialGround : IAsyncDisposable
{
    private const int ChainId = 31_337;

    /// <summary>The chain begins that long ago, and votes take hours of it before each playing.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromDays(2);

    private readonly AnvilNode _node;
    private readonly RpcClient _client;
    private readonly DirectoryInfo _folder;
    private readonly TimeProvider _time;
    private readonly TrialOptions _options;
    private ArenaBytecode? _bytecode;
    private ArenaWorld? _world;
    private Mechanism? _mechanism;
    private string _snapshot = "";

    private TrialGround(AnvilNode node, DirectoryInfo folder, TrialOptions options, TimeProvider time) =>
        (_node, _client, _folder, _options, _time) = (node, new RpcClient(node.Http), folder, options, time);

    /// <summary>The node as a guard reaches it, best first.</summary>
    public IReadOnlyList<RpcEndpoint> Endpoints =>
        [RpcEndpoint.Parse(SocketIn(_folder)), _node.WebSocket, _node.Http];

    /// <summary>Where the guardians' nodes listen, as they registered.</summary>
    public IReadOnlyList<IPEndPoint> Listening { get; } = FreePorts(Members.Nodes);

    public TrialOptions Options => _options;

    public TimeProvider Time => _time;

    /// <summary>Starts a node and builds everything that all playings begin with.</summary>
    /// <exception cref="ArenaException">A tool is missing, or the node does not start.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public static async Task<TrialGround> BuildAsync(
        TrialOptions options, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        time ??= TimeProvider.System;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-arena-");
        var how = new AnvilOptions
        {
            ChainId = ChainId,
            IpcPath = SocketIn(folder),
            GenesisTime = time.GetUtcNow() - Past,
        };
        try
        {
            return await AnvilNode.StartAsync(
                how,
                async node =>
                {
                    var ground = new TrialGround(node, folder, options, time);
                    await ground.FoundAsync(cancellation);
                    return ground;
                },
                time,
                cancellation);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Takes the chain back to the beginning; returns it with a fresh journal.</summary>
    public async Task<(Stage Stage, Commons Commons)> RenewAsync(CancellationToken cancellation = default)
    {
        using (await _client.CallRawAsync(new RpcCall("evm_revert", _snapshot), cancellation))
            await SnapshotAsync(cancellation); // going back uses it up
        Stage stage = await Stage.ResumeAsync(
            NewChain(), _bytecode!, _world!, _options.Seed, _options.Traders, cancellation);
        Members members = await Members.ResumeAsync(stage, cancellation);
        return (stage, new Commons(stage, _mechanism!, members));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _node.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // All are open at once, or the system could give the same one twice.
    private static IPEndPoint[] FreePorts(int count)
    {
        TcpListener[] open = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in open) listener.Start();
        IPEndPoint[] free = [.. open.Select(listener => (IPEndPoint)listener.LocalEndpoint)];
        foreach (TcpListener listener in open) listener.Dispose();
        return free;
    }

    private static string SocketIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "node.ipc");

    private LocalChain NewChain() => new(_client, ChainId, new Journal(), _time);

    private async Task FoundAsync(CancellationToken cancellation)
    {
        using Stage stage = await Stage.BuildAsync(NewChain(), _options.Seed, _options.Traders, cancellation);
        (_bytecode, _world) = (stage.Bytecode, stage.World);
        _mechanism = await Mechanism.DeployAsync(stage, cancellation);
        await Members.SettleAsync(stage, _mechanism, Listening, cancellation);
        await SnapshotAsync(cancellation);
    }

    private async Task SnapshotAsync(CancellationToken cancellation)
    {
        using RpcPayload answer = await _client.CallRawAsync(new RpcCall("evm_snapshot"), cancellation);
        using JsonDocument id = JsonDocument.Parse(answer.Json);
        _snapshot = id.RootElement.GetString()!;
    }
}
