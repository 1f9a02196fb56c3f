using System.Security.Cryptography;
using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Tests;
using Cordon.Domain.Invariants;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Tests.Kit;

/// <summary>anvil with the exchange, the lender, Cordon's contracts, the lender enrolled, and one guardian with stake
/// and bond. Skips the test where the npm packages are missing.</summary>
internal sealed class GuardedArena : IAsyncDisposable
{
    /// <summary>Of every guardian.</summary>
    public static readonly UInt256 Stake = SomeSettings.Token * 100_000;

    private readonly DirectoryInfo _folder;
    private readonly PrivateKey _deployer = PrivateKey.Generate();
    private bool _hasEnded;
    private ulong _first;
    private AnvilNode? _node;

    private GuardedArena(AnvilNode node, RpcClient client, DirectoryInfo folder, Stage stage, ulong chainId) =>
        (_node, Client, _folder, Stage, ChainId) = (node, client, folder, stage, chainId);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ulong ChainId { get; }

    public Stage Stage { get; }

    public ArenaWorld World => Stage.World;

    public RpcClient Client { get; }

    public AnvilNode Node => _node!;

    public RpcEndpoint Ipc => RpcEndpoint.Parse(Path.Combine(_folder.FullName, "node.ipc"));

    /// <summary>The guardian's node signs with it.</summary>
    public PrivateKey Key => Seats[0].Key;

    /// <summary>Every guardian's key with the port its node is to listen on, which the chain knows; all have the same
    /// stake. Port zero for one that is to be reached nowhere.</summary>
    public IReadOnlyList<(PrivateKey Key, int Port)> Seats { get; private init; } = [];

    /// <summary>Who owns the council, a Safe: two must sign. In the order of their addresses.</summary>
    public PrivateKey[] Owners { get; } =
        [.. Enumerable.Range(0, 3).Select(_ => PrivateKey.Generate()).OrderBy(key => key.Address)];

    public Address Council { get; private set; }

    public Address Registry { get; private set; }

    public Address StakeContract { get; private set; }

    public Address Breaker { get; private set; }

    public Address Engagement { get; private set; }

    public Address Stream { get; private set; }

    public Address Timelock { get; private set; }

    /// <summary>The stake's token, which its banker can mint.</summary>
    public Address Token { get; private set; }

    public Address Banker { get; private set; }

    /// <summary>The guardians' accounts, in the order of the seats.</summary>
    public List<Address> Guardians { get; } = [];

    /// <summary>What the lender holds and what its collateral is worth must cover what was supplied.</summary>
    public Invariant Covered
    {
        get
        {
            (string Name, string Text)[] calls =
            [
                ("cash", $"{World.Weth}.balanceOf(address)(uint256) {World.Lender}"),
                ("pledged", $"{World.Coin}.balanceOf(address)(uint256) {World.Lender}"),
                ("ether", $"{World.Weth}.balanceOf(address)(uint256) {World.CoinPool}"),
                ("coins", $"{World.Coin}.balanceOf(address)(uint256) {World.CoinPool}"),
            ];
            return new Invariant(
                "covered", "lender", ChainId, World.Lender,
                [.. calls.Select(call => InvariantCall.Parse(call.Name, call.Text, World.Lender))],
                InvariantFormula.Parse(
                    "cash + pledged * ether / coins >= 300000000000000000000", [.. calls.Select(call => call.Name)]),
                new InvariantTolerance(0, 0));
        }
    }

    /// <summary>What the accounts' keys come from.</summary>
    public int Seed { get; private init; }

    /// <exception cref="ArenaException">The npm packages are not installed.</exception>
    /// <param name="chainId">Chain id.</param>
    /// <param name="ports">On which the guardians' nodes will listen, one each.</param>
    public static Task<GuardedArena> BuildAsync(ulong chainId = 31_337, params int[] ports) =>
        BuildAsync(_ => Task.CompletedTask, chainId, ports);

    /// <summary>The same with more in it; what was begun ends where that fails.</summary>
    public static async Task<GuardedArena> BuildAsync(
        Func<GuardedArena, Task> furnish, ulong chainId = 31_337, params int[] ports)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-node-");
        try
        {
            return await AnvilNode.StartAsync(
                new AnvilOptions { IpcPath = Path.Combine(folder.FullName, "node.ipc"), ChainId = (long)chainId },
                async node =>
                {
                    GuardedArena arena = await BuildAsync(node, folder, chainId, ports);
                    await furnish(arena);
                    return arena;
                },
                cancellation: Stop);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    private static async Task<GuardedArena> BuildAsync(
        AnvilNode node, DirectoryInfo folder, ulong chainId, int[] ports)
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var client = new RpcClient(node.Http);
        var chain = new LocalChain(client, chainId, new Journal());
        Stage stage = await Stage.BuildAsync(chain, seed, traderCount: 1, Stop);
        var arena = new GuardedArena(node, client, folder, stage, chainId)
        {
            Seed = seed,
            Seats = [.. (ports.Length == 0 ? [0] : ports).Select(port => (PrivateKey.Generate(), port))],
        };
        await arena.FoundAsync();
        return arena;
    }

    /// <summary>The attack, signed by a new attacker whose contract is deployed; not sent yet.</summary>
    public async Task<Act> PrepareAttackAsync(string name)
    {
        ArenaAccount attacker = await Stage.InviteAsync(name, isPoor: true, Stop);
        byte[] code = new FlashSwapAttacker.Deployment(World.DollarPool, World.Lender).Encode(Stage.Bytecode.Attacker);
        Address contract = await Stage.Chain.DeployAsync(new Act(attacker, null, code, "prepares"), Stop);
        await MineAsync(); // a node that begins here has not seen the contract made, and is not warned by that
        var attack = new FlashSwapAttacker.AttackCall(Deployer.Ether(2_000), Deployer.Ether(20_000));
        return Act.Call(attacker, contract, attack, "drains the lender");
    }

    /// <summary>Broadcasts, whatever becomes of it.</summary>
    public Task<Hash256> SendAsync(Act act) => new LocalChain(Client, ChainId, new Journal()).SendAsync(act, Stop);

    /// <summary>What the breaker lets the lender do: 0 all, 2 nothing.</summary>
    public async Task<byte> ModeAsync() =>
        (await ReadAsync(Breaker, new CircuitBreaker.StatusCall(new Hash256(UInt256.MaxValue)))).Mode;

    /// <summary>What the guardian's mined transactions call, in their order: a raise, and perhaps verdicts on it.
    /// </summary>
    public async Task<IReadOnlyList<byte[]>> SentAsync()
    {
        List<byte[]> sent = [];
        ulong last = await Client.BlockNumberAsync(Stop);
        for (ulong number = _first; number <= last; number++)
        {
            using RpcPayload answer = await Client.CallRawAsync(
                new RpcCall("eth_getBlockByNumber", number, true), Stop);
            using var block = System.Text.Json.JsonDocument.Parse(answer.Json);
            sent.AddRange(block.RootElement.GetProperty("transactions").EnumerateArray()
                .Where(each => each.GetProperty("from").GetString() == $"{Key.Address}")
                .Select(each => Hex.Parse(each.GetProperty("input").GetString()!)));
        }

        return sent;
    }

    /// <summary>Demands that the guardian raised once and said nothing twice.</summary>
    public async Task AssertRaisedOnceAsync(Func<string> story)
    {
        IReadOnlyList<byte[]> sent = await SentAsync();
        Assert.True(
            sent.Count == sent.DistinctBy(call => Hex.Format(call)).Count(), $"sent more than once\n{story()}");
        Assert.True(
            sent.Count(call => IncidentRegistry.RaiseCall.TryDecode(call, out _)) == 1, $"not raised once\n{story()}");
    }

    /// <summary>A day later the guardian may act again, and nothing is in force; the pool of pending transactions is
    /// empty.</summary>
    public async Task RestAsync()
    {
        await AskAsync("anvil_dropAllTransactions");
        await AskAsync("evm_increaseTime", 90_000UL);
        await MineAsync();
    }

    /// <summary>Where a transaction stands in its block.</summary>
    public async Task<ulong> IndexAsync(Hash256 transaction)
    {
        using RpcPayload receipt = await Client.CallRawAsync(
            new RpcCall("eth_getTransactionReceipt", transaction), Stop);
        using var json = System.Text.Json.JsonDocument.Parse(receipt.Json);
        return Convert.ToUInt64(json.RootElement.GetProperty("transactionIndex").GetString(), 16);
    }

    /// <summary>Makes a block, whatever becomes of the transactions in it.</summary>
    public Task MineAsync() => AskAsync("evm_mine");

    public Task<T> ReadAsync<T>(Address to, IContractCall<T> call) => Stage.Chain.ReadAsync(to, call, Stop);

    public async Task AskAsync(string method, params RpcParam[] parameters)
    {
        using RpcPayload done = await Client.CallRawAsync(new RpcCall(method, parameters), Stop);
    }

    /// <summary>Ends the node's process, for good.</summary>
    public async Task EndNodeAsync()
    {
        if (_hasEnded) return;
        _hasEnded = true;
        await _node!.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Stage.Dispose();
        await Client.DisposeAsync();
        await EndNodeAsync();
        _deployer.Dispose();
        foreach (PrivateKey owner in Owners) owner.Dispose();
        foreach ((PrivateKey key, _) in Seats) key.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task FoundAsync()
    {
        ArenaAccount banker = await Stage.InviteAsync("banker", isPoor: true, Stop);
        byte[] code = new TestToken.Deployment("Stake", "STK").Encode(Stage.Bytecode.Token);
        Address token = await Stage.Chain.DeployAsync(new Act(banker, null, code, "mints"), Stop);
        await Stage.Chain.EndowAsync(_deployer.Address, Deployer.Ether(100), Stop);
        await AskAsync("evm_setAutomine", true);
        DeploymentSettings settings = SomeSettings.For(ChainId, token) with
        {
            Protocols = [new ProtocolSettings("lender", null, [World.Lender], [])],
            Council = new CouncilSettings([.. Owners.Select(owner => owner.Address)], 2),
        };
        var deployer = new MechanismDeployer(settings, Client, _deployer);
        await deployer.RunAsync(Stop);
        MechanismPlan plan = deployer.Plan;
        Council = plan.Council;
        (Token, Banker, Timelock) = (token, banker.Address, plan.Timelock);
        (Engagement, Stream) = (plan.Engagement, plan.AddressOf("stream"));
        (Registry, StakeContract, Breaker) = (plan.Registry, plan.Stake, plan.AddressOf("breaker_lender"));
        await EnrollAsync(plan);
        foreach ((PrivateKey key, int port) in Seats) await SettleGuardianAsync(banker.Address, token, key, port);
        await AskAsync("evm_setAutomine", false);
        await AskAsync("evm_increaseTime", 10UL); // weights count from the second after
        await MineAsync();
        _first = await Client.BlockNumberAsync(Stop);
    }

    private async Task EnrollAsync(MechanismPlan plan)
    {
        var policy = new IncidentRegistry.Policy(
            Breaker, 3_600, 86_400, plan.Council, 21_600, plan.Timelock, plan.Timelock, SomeSettings.Token, 0);
        byte[] enroll = new IncidentRegistry.EnrollCall(World.Lender, policy).Encode();
        await ActAsync(World.Lender, Registry, enroll);
        Hash256 hash = Keccak256.Hash(enroll.AsSpan(4 + Hash256.SizeBytes)); // a static tuple, in place
        await ActAsync(plan.Timelock, Registry, new IncidentRegistry.AdmitCall(World.Lender, hash).Encode());
    }

    private async Task SettleGuardianAsync(Address banker, Address token, PrivateKey key, int port)
    {
        await Stage.Chain.EndowAsync(key.Address, Deployer.Ether(100), Stop);
        using PrivateKey owner = PrivateKey.Generate();
        Guardians.Add(owner.Address);
        await ActAsync(banker, token, new TestToken.MintCall(owner.Address, Stake * 2).Encode());
        foreach (Address taker in (Address[])[StakeContract, Registry])
            await ActAsync(owner.Address, token, new TestToken.ApproveCall(taker, UInt256.MaxValue).Encode());
        Hash256 digest = await ReadAsync(StakeContract, new GuardianStake.KeyDigestCall(owner.Address));
        byte[] proof = key.Sign(digest).ToArray();
        string endpoint = port == 0 ? "" : $"http://127.0.0.1:{port}";
        await ActAsync(
            owner.Address, StakeContract,
            new GuardianStake.RegisterCall(key.Address, proof, endpoint, 0, Stake).Encode());
        await ActAsync(
            owner.Address, Registry,
            new IncidentRegistry.DepositBondCall(owner.Address, Stake / 2).Encode());
    }

    /// <summary>Sends as an account whose key nobody has, and waits for the block that somebody else makes.</summary>
    /// <param name="mines">Whether nobody else makes it.</param>
    public async Task ActAsync(Address sender, Address to, byte[] data, bool mines = false)
    {
        await Stage.Chain.EndowAsync(sender, Deployer.Ether(100), Stop);
        await AskAsync("anvil_impersonateAccount", sender);
        RpcParam call = RpcParam.Json($"{{\"from\":\"{sender}\",\"to\":\"{to}\",\"gas\":\"0x2dc6c0\","
            + $"\"data\":{RpcParam.Data(data)}}}");
        Hash256 hash;
        using (RpcPayload answer = await Client.CallRawAsync(new RpcCall("eth_sendTransaction", call), Stop))
            hash = RpcValue.Hash(answer.Json.Span, "hash");
        await AskAsync("anvil_stopImpersonatingAccount", sender);
        if (mines) await MineAsync();
        TransactionReceipt? receipt = null;
        while (receipt is null) receipt = await Client.GetTransactionReceiptAsync(hash, Stop);
        Assert.True(receipt.Succeeded, $"{sender} at {to}: {Hex.Format(data.AsSpan(0, 4))} reverted");
    }
}
