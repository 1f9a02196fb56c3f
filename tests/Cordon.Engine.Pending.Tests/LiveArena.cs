using System.Security.Cryptography;
using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

/// <summary>anvil with the exchange, the lender and traders, an attacker who has prepared but not struck, and a
/// socket. Skips the test where the npm packages are missing.</summary>
internal sealed class LiveArena : IAsyncDisposable
{
    public const ulong ChainId = 31_337;
    private const string LenderEther = "300000000000000000000";

    private readonly AnvilNode _node;
    private readonly RpcClient _client;
    private readonly DirectoryInfo _folder;
    private readonly List<RpcClient> _lines = [];
    private bool _hasEnded;

    private LiveArena(AnvilNode node, RpcClient client, DirectoryInfo folder, Stage stage) =>
        (_node, _client, _folder, Stage) = (node, client, folder, stage);

    public Stage Stage { get; }

    public ArenaWorld World => Stage.World;

    public AnvilNode Node => _node;

    public RpcClient Client => _client;

    public RpcEndpoint Ipc => RpcEndpoint.Parse(Path.Combine(_folder.FullName, "node.ipc"));

    /// <summary>What a test's invariants compare with, if they do.</summary>
    public ForeignValues? Foreign { get; set; }

    public WatchList Watched => new([new Protocol("lender", ChainId, [World.Lender])]);

    /// <summary>What the lender holds and what its collateral is worth must cover what was supplied.</summary>
    public Invariant Covered => InvariantOf("covered", $"cash + pledged * ether / coins >= {LenderEther}");

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<LiveArena> BuildAsync(ITestOutputHelper output, int traders = 2)
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"seed {seed}");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-pending-");
        try
        {
            return await AnvilNode.StartAsync(
                new AnvilOptions { IpcPath = Path.Combine(folder.FullName, "node.ipc") },
                async node =>
                {
                    var client = new RpcClient(node.Http);
                    Stage stage = await Stage.BuildAsync(
                        new LocalChain(client, ChainId, new Journal()), seed, traders, Cancellation);
                    return new LiveArena(node, client, folder, stage);
                },
                cancellation: Cancellation);
        }
        catch (Exception e)
        {
            folder.Delete(recursive: true);
            Assert.SkipWhen(e is ArenaException && e.Message.Contains("is not installed"), e.Message);
            throw;
        }
    }

    public RpcClient Line(RpcEndpoint endpoint)
    {
        var line = new RpcClient(endpoint);
        _lines.Add(line);
        return line;
    }

    /// <summary>The attack, signed by a new attacker whose contract is deployed; not sent yet.</summary>
    public async Task<Act> PrepareAttackAsync()
    {
        ArenaAccount attacker = await Stage.InviteAsync("attacker", isPoor: true, Cancellation);
        byte[] code = new FlashSwapAttacker.Deployment(World.DollarPool, World.Lender).Encode(Stage.Bytecode.Attacker);
        Address contract = await Stage.Chain.DeployAsync(new Act(attacker, null, code, "prepares"), Cancellation);
        var attack = new FlashSwapAttacker.AttackCall(Deployer.Ether(2_000), Deployer.Ether(20_000));
        return Act.Call(attacker, contract, attack, "drains the lender");
    }

    public Invariant InvariantOf(string name, string holds, int bps = 0)
    {
        (string Name, string Text)[] calls =
        [
            ("cash", $"{World.Weth}.balanceOf(address)(uint256) {World.Lender}"),
            ("pledged", $"{World.Coin}.balanceOf(address)(uint256) {World.Lender}"),
            ("ether", $"{World.Weth}.balanceOf(address)(uint256) {World.CoinPool}"),
            ("coins", $"{World.Coin}.balanceOf(address)(uint256) {World.CoinPool}"),
        ];
        return new Invariant(name, "lender", ChainId, World.Lender,
            [.. calls.Select(call => InvariantCall.Parse(call.Name, call.Text, World.Lender))],
            InvariantFormula.Parse(holds, [.. calls.Select(call => call.Name)]),
            new InvariantTolerance(bps, 0));
    }

    /// <summary>Ends the node's process, for good.</summary>
    public async Task EndNodeAsync()
    {
        if (_hasEnded) return;
        _hasEnded = true;
        await _node.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Stage.Dispose();
        foreach (RpcClient line in _lines) await line.DisposeAsync();
        await _client.DisposeAsync();
        await EndNodeAsync();
        _folder.Delete(recursive: true);
    }
}
