using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Arena.Scenes;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Bench.Pending;

/// <summary>A local chain with ten protected lenders, of which one can be attacked, and traders. Nothing is mined while
/// it is measured, so that every attack finds the lender full.</summary>
internal sealed class PendingScene : IAsyncDisposable
{
    public const ulong ChainId = 31_337;
    private const int Lenders = 10;
    private const int Traders = 4;
    private const int Seed = 1;
    private const ulong Purse = 1_000_000;

    private readonly AnvilNode _node;
    private readonly DirectoryInfo _folder;
    private readonly List<Address> _lenders = [];
    private Act? _attack;

    private PendingScene(AnvilNode node, DirectoryInfo folder, Stage stage) =>
        (_node, _folder, Stage) = (node, folder, stage);

    public Stage Stage { get; }

    public RpcEndpoint Ipc => RpcEndpoint.Parse(SocketIn(_folder));

    public WatchList Watched => new(_lenders.Select((lender, i) => new Protocol($"lender {i}", ChainId, [lender])));

    /// <summary>One a protocol: its cash is at most what it was given, and not gone.</summary>
    public IReadOnlyList<Invariant> Invariants => [.. _lenders.Select((lender, i) => new Invariant(
        "cash", $"lender {i}", ChainId, lender,
        [InvariantCall.Parse("cash", $"{Stage.World.Weth}.balanceOf(address)(uint256) {lender}", lender)],
        InvariantFormula.Parse(i == 0 ? "cash >= 100000000000000000000" : "cash >= 0", ["cash"]),
        new InvariantTolerance(10, 0)))];

    public static async Task<PendingScene> BuildAsync(RpcClient[] client)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-bench-");
        return await AnvilNode.StartAsync(new AnvilOptions { IpcPath = SocketIn(folder) }, async node =>
        {
            client[0] = new RpcClient(node.Http);
            var chain = new LocalChain(client[0], ChainId, new Journal());
            var scene = new PendingScene(node, folder, await Stage.BuildAsync(chain, Seed, Traders));
            await scene.SettleAsync();
            return scene;
        });
    }

    /// <summary>Sends an attack, or a decoy: an honest swap, or a deposit with a protected lender.</summary>
    public async Task<Hash256> SendAsync(int number, bool isAttack)
    {
        ArenaAccount trader = Stage.Traders[number % Traders];
        Act act = _attack!;
        if (!isAttack && number % 2 == 0)
            act = Order.Sell(Stage, trader, Stage.World.Weth, Stage.World.Coin, Deployer.Ether(1), least: 0);
        else if (!isAttack)
        {
            act = Act.Call(trader, _lenders[number % Lenders],
                new SpotPriceLender.DepositCollateralCall((UInt256)(ulong)number), "deposits");
        }

        return await Stage.Chain.SendAsync(act);
    }

    public async ValueTask DisposeAsync()
    {
        Stage.Dispose();
        await _node.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string SocketIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "node.ipc");

    private async Task SettleAsync()
    {
        ArenaWorld world = Stage.World;
        _lenders.Add(world.Lender);
        ArenaAccount attacker = await Stage.InviteAsync("attacker", isPoor: true);
        foreach (ArenaAccount account in (ArenaAccount[])[attacker, .. Stage.Traders])
            await Stage.Chain.EndowAsync(account.Address, Deployer.Ether(Purse));
        while (_lenders.Count < Lenders)
        {
            byte[] lender = new SpotPriceLender.Deployment(world.CoinPool, world.Coin, world.Weth)
                .Encode(Stage.Bytecode.Lender);
            _lenders.Add(await Stage.Chain.DeployAsync(new Act(attacker, null, lender, "opens a lender")));
            foreach (ArenaAccount trader in Stage.Traders)
            {
                await Stage.Chain.SendAsync(Act.Call(trader, world.Coin,
                    new TestToken.ApproveCall(_lenders[^1], UInt256.MaxValue), "approves"));
            }
        }

        byte[] code = new FlashSwapAttacker.Deployment(world.DollarPool, world.Lender).Encode(Stage.Bytecode.Attacker);
        Address contract = await Stage.Chain.DeployAsync(new Act(attacker, null, code, "prepares"));
        _attack = Act.Call(attacker, contract,
            new FlashSwapAttacker.AttackCall(Deployer.Ether(2_000), Deployer.Ether(20_000)), "attacks");
    }
}
