using System.Net;
using System.Text.Json;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Trials;

/// <summary>One chain of a trial's ground: it goes back to its beginning before every playing.</summary>
internal sealed class ChainGround : IAsyncDisposable
{
    /// <summary>The chain begins that long ago, and votes take hours of it before each playing.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromDays(2);

    private readonly AnvilNode _node;
    private readonly RpcClient _client;
    private readonly DirectoryInfo _folder;
    private readonly TrialOptions _options;
    private readonly TimeProvider _time;
    private ArenaBytecode? _bytecode;
    private ArenaWorld? _world;
    private Mechanism? _mechanism;
    private string _snapshot = "";

    private ChainGround(AnvilNode node, DirectoryInfo folder, ulong id, TrialOptions options, TimeProvider time)
    {
        (_node, _client, _folder) = (node, new RpcClient(node.Http), folder);
        (Id, _options, _time) = (id, options, time);
    }

    public ulong Id { get; }

    /// <summary>The node as a guard reaches it, best first.</summary>
    public IReadOnlyList<RpcEndpoint> Endpoints =>
        [RpcEndpoint.Parse(SocketIn(_folder)), _node.WebSocket, _node.Http];

    /// <summary>Starts a node and builds everything that all playings begin with.</summary>
    /// <param name="listening">Where the guardians' nodes listen, as they register.</param>
    /// <exception cref="ArenaException">A tool is missing, or the node does not start.</exception>
    public static async Task<ChainGround> StartAsync(
        ulong id, IReadOnlyList<IPEndPoint> listening, TrialOptions options, TimeProvider time,
        CancellationToken cancellation)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-arena-");
        var how = new AnvilOptions
        {
            ChainId = (long)id,
            IpcPath = SocketIn(folder),
            GenesisTime = time.GetUtcNow() - Past,
        };
        try
        {
            return await AnvilNode.StartAsync(
                how,
                async node =>
                {
                    var ground = new ChainGround(node, folder, id, options, time);
                    await ground.FoundAsync(listening, cancellation);
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

    /// <summary>Takes the chain back to the beginning.</summary>
    /// <param name="journal">Where what is played on it is noted.</param>
    /// <param name="passage">The way from it to another chain, if there is one.</param>
    public async Task<(Stage Stage, Commons Commons)> RenewAsync(
        Journal journal, Func<CancellationToken, Task<(Stage Stage, Commons Commons)>>? passage,
        CancellationToken cancellation)
    {
        using (await _client.CallRawAsync(new RpcCall("evm_revert", _snapshot), cancellation))
            await SnapshotAsync(cancellation); // going back uses it up
        Stage stage = await Stage.ResumeAsync(
            On(journal), _bytecode!, _world!, _options.Seed, _options.Traders, passage, cancellation);
        Members members = await Members.ResumeAsync(stage, cancellation);
        return (stage, new Commons(stage, _mechanism!, members));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _node.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string SocketIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "node.ipc");

    private LocalChain On(Journal journal) => new(_client, Id, journal, _time);

    private async Task FoundAsync(IReadOnlyList<IPEndPoint> listening, CancellationToken cancellation)
    {
        using Stage stage = await Stage.BuildAsync(On(new Journal()), _options.Seed, _options.Traders, cancellation);
        (_bytecode, _world) = (stage.Bytecode, stage.World);
        _mechanism = await Mechanism.DeployAsync(stage, cancellation);
        await Members.SettleAsync(stage, _mechanism, listening, cancellation);
        await SnapshotAsync(cancellation);
    }

    private async Task SnapshotAsync(CancellationToken cancellation)
    {
        using RpcPayload answer = await _client.CallRawAsync(new RpcCall("evm_snapshot"), cancellation);
        using JsonDocument id = JsonDocument.Parse(answer.Json);
        _snapshot = id.RootElement.GetString()!;
    }
}
