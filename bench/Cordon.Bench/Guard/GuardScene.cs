using System.Collections.Immutable;
using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Arena.Scenes;
using Cordon.Domain.Invariants;
using Cordon.Domain.Policies;
using Cordon.Domain.Protocols;
using Cordon.Engine.Correlation;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;
using Cordon.Response.Sending;

namespace Cordon.Bench.Guard;

/// <summary>A local chain with ten protected lenders, an attacker with a contract for each of them, and honest traders.
/// An attack is taken out of the pool before a block is made, so that the next one finds the lender full.</summary>
internal sealed class GuardScene : IAsyncDisposable
{
    public const int Protocols = 10;
    public const int Traders = 3;
    private const int Seed = 1;
    private const ulong GasLimit = 3_000_000;

    /// <summary>What a drain takes out of a lender, in wei.</summary>
    public static readonly UInt256 DrainEther = Deployer.Ether(Deployer.LenderEther / 8);
    private const int MergeWindowBlocks = 4; // less than a round: a lender's next attack is an incident of its own

    private readonly AnvilNode _node;
    private readonly DirectoryInfo _folder;
    private readonly List<Address> _lenders = [];
    private readonly List<(string Owner, Address Contract)> _attackers = [];
    private readonly PrivateKey _guardian = PrivateKey.Generate();
    private ArenaAccount? _bank;
    private int _attacks;

    private GuardScene(AnvilNode node, DirectoryInfo folder, RpcClient client, Stage stage, ulong chainId) =>
        (_node, _folder, Client, Stage, ChainId) = (node, folder, client, stage, chainId);

    public ulong ChainId { get; }

    /// <summary>The protected contracts.</summary>
    public IReadOnlyList<Address> Lenders => _lenders;

    /// <summary>The process of the chain's node.</summary>
    public int NodeProcess => _node.ProcessId;

    /// <summary>The node for clients that speak HTTP alone.</summary>
    public RpcEndpoint Http => _node.Http;

    public Stage Stage { get; }

    public RpcClient Client { get; }

    public PrivateKey Guardian => _guardian;

    public string Socket => Path.Combine(_folder.FullName, "node.ipc");

    public static async Task<GuardScene> BuildAsync(ulong chainId = 31_337)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-bench-");
        var how = new AnvilOptions
        {
            ChainId = (long)chainId,
            IpcPath = Path.Combine(folder.FullName, "node.ipc"),
        };
        return await AnvilNode.StartAsync(how, async node =>
        {
            var client = new RpcClient(node.Http);
            var chain = new LocalChain(client, chainId, new Journal());
            var scene = new GuardScene(node, folder, client, await Stage.BuildAsync(chain, Seed, Traders), chainId);
            await scene.SettleAsync();
            return scene;
        });
    }

    /// <summary>What the node under measurement is told: pause each protocol by itself, as often as it takes.</summary>
    public NodeSettings Settings() => new()
    {
        Chains = [new ChainSettings(ChainId, [RpcEndpoint.Parse(Socket)]) { Registry = Nobody(1), Stake = Nobody(2) }],
        Protocols = [.. Enumerable.Range(0, Protocols).Select(GuardOf)],
        Invariants = [.. Enumerable.Range(0, Protocols).Select(InvariantOf)],
        DataFolder = Path.Combine(_folder.FullName, "data"),
        Options = new NodeOptions
        {
            Correlation = new CorrelationOptions { MergeWindowBlocks = MergeWindowBlocks },
            RegistryInterval = TimeSpan.FromHours(1),
            Source = new NodeSourceOptions { PollInterval = TimeSpan.FromMilliseconds(20) },
            Sending = new SenderOptions
            {
                WeiPerDayMax = Deployer.Ether(1_000_000_000),
                FeePerGasMax = 5_000 * Act.GweiInWei,
                ConfirmationsMin = 1,
            },
        },
    };

    /// <summary>An attack on the next lender, each by another attacker; in the next round the
    /// same again.</summary>
    public async Task<Hash256> AttackAsync()
    {
        (int round, int place) = Math.DivRem(_attacks++, _lenders.Count);
        (string owner, Address contract) = _attackers[place];
        using var attacker = new ArenaAccount(Seed, owner);
        attacker.Sign(new Transaction { ChainId = ChainId }); // the nonce with which it made its contract
        var call = new FlashSwapAttacker.AttackCall(Deployer.Ether(2_000), Deployer.Ether(20_000));
        return await SendAsync(Act.Call(attacker, contract, call, "attacks"), extraGwei: (ulong)round);
    }

    /// <summary>An honest swap, or a deposit with a protected lender; each of a cycle by another trader.</summary>
    public Task<Hash256> DecoyAsync(int number)
    {
        ArenaAccount trader = Stage.Traders[number % Traders];
        ArenaWorld world = Stage.World;
        bool isSale = number / 2 % 2 == 0;
        return SendAsync(number % 2 == 0
            ? Order.Sell(Stage, trader, isSale ? world.Weth : world.Coin, isSale ? world.Coin : world.Weth,
                isSale ? Deployer.Ether(1) : Deployer.Ether(1_000), least: 0)
            : Act.Call(trader, _lenders[number % _lenders.Count],
                new SpotPriceLender.DepositCollateralCall((UInt256)(ulong)number), "deposits"));
    }

    /// <summary>Makes a block without the attack.</summary>
    public async Task MineWithoutAsync(Hash256 attack)
    {
        await AskAsync("anvil_dropTransaction", attack);
        await AskAsync("evm_mine");
    }

    /// <summary>More than a tenth of a lender's ether leaves it, which breaks its invariant.</summary>
    public Task<Hash256> DrainAsync(int lender) =>
        CallAsync(_bank!, _lenders[lender], new SpotPriceLender.RedeemCall(DrainEther));

    /// <summary>It comes back.</summary>
    public Task<Hash256> RefillAsync(int lender) =>
        CallAsync(_bank!, _lenders[lender], new SpotPriceLender.SupplyCall(DrainEther));

    /// <summary>From now on the chain makes a block every so many seconds by itself.</summary>
    public Task MineEveryAsync(ulong seconds) => AskAsync("evm_setIntervalMining", RpcParam.Json($"{seconds}"));

    public async ValueTask DisposeAsync()
    {
        Stage.Dispose();
        _guardian.Dispose();
        await Client.DisposeAsync();
        await _node.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // The contracts behind it do not matter here: what the chain allows is known without asking it.
    private static Address Nobody(ulong number) => Address.FromWord((UInt256)(0x1000 + number));

    private GuardedProtocol GuardOf(int number)
    {
        string name = $"protocol {number}";
        var rules = ImmutableSortedDictionary<ResponseAction, ActionRule>.Empty.Add(
            ResponseAction.Pause,
            new ActionRule { BeliefMin = 0.6, DurationMax = TimeSpan.FromHours(1), PerDayMax = 10_000 });
        return new GuardedProtocol(
            new Protocol(name, ChainId, [_lenders[number]]), new ProtocolPolicy(name, IsDryRun: false, rules))
        {
            Enrolled = _lenders[number],
        };
    }

    // The lender holds what was supplied to it: nobody has borrowed.
    private Invariant InvariantOf(int number)
    {
        Address lender = _lenders[number];
        return new Invariant("cash", $"protocol {number}", ChainId, lender,
            [InvariantCall.Parse("cash", $"{Stage.World.Weth}.balanceOf(address)(uint256) {lender}", lender)],
            InvariantFormula.Parse($"cash >= {Deployer.Ether(Deployer.LenderEther)}", ["cash"]),
            new InvariantTolerance(10, 0));
    }

    private async Task SettleAsync()
    {
        ArenaWorld world = Stage.World;
        ArenaAccount bank = _bank = await Stage.InviteAsync("bank", isPoor: true);
        foreach (ArenaAccount account in (ArenaAccount[])[bank, .. Stage.Traders])
            await Stage.Chain.EndowAsync(account.Address, Deployer.Ether(1_000_000));
        await Stage.Chain.EndowAsync(_guardian.Address, Deployer.Ether(1_000_000_000));
        UInt256 cash = Deployer.Ether(Deployer.LenderEther);
        Act wrap = Act.Call(bank, world.Weth, new Weth.DepositCall(), "wraps");
        await SendAsync(wrap with { Value = cash * (Protocols) });
        for (int i = 0; i < Protocols; i++)
        {
            byte[] lender = new SpotPriceLender.Deployment(world.CoinPool, world.Coin, world.Weth)
                .Encode(Stage.Bytecode.Lender);
            _lenders.Add(await Stage.Chain.DeployAsync(new Act(bank, null, lender, "opens a lender")));
            using var attacker = new ArenaAccount(Seed, $"attacker {i}");
            await Stage.Chain.EndowAsync(attacker.Address, Deployer.Ether(1_000));
            byte[] code = new FlashSwapAttacker.Deployment(world.DollarPool, _lenders[^1])
                .Encode(Stage.Bytecode.Attacker);
            Address contract = await Stage.Chain.DeployAsync(new Act(attacker, null, code, "prepares"));
            _attackers.Add((attacker.Name, contract));
            await CallAsync(bank, world.Weth, new TestToken.ApproveCall(_lenders[^1], UInt256.MaxValue));
            await CallAsync(bank, _lenders[^1], new SpotPriceLender.SupplyCall(cash));
            foreach (ArenaAccount trader in Stage.Traders)
                await CallAsync(trader, world.Coin, new TestToken.ApproveCall(_lenders[^1], UInt256.MaxValue));
        }

        await AskAsync("evm_mine");
    }

    private Task<Hash256> CallAsync(ArenaAccount sender, Address to, ICalldata call) =>
        SendAsync(Act.Call(sender, to, call, "settles"));

    private Task<Hash256> SendAsync(Act act, ulong extraGwei = 0)
    {
        var transaction = new Transaction
        {
            ChainId = ChainId,
            To = act.To,
            Data = act.Data,
            Value = act.Value,
            GasLimit = GasLimit,
            MaxPriorityFeePerGas = act.TipGwei * Act.GweiInWei,
            MaxFeePerGas = (200 + extraGwei) * Act.GweiInWei, // another hash than before
        };
        return Client.SendRawTransactionAsync(act.Sender.Sign(transaction).Encode());
    }

    private async Task AskAsync(string method, params RpcParam[] parameters)
    {
        using RpcPayload done = await Client.CallRawAsync(new RpcCall(method, parameters));
    }
}
