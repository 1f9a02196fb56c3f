using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Domain.Invariants;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Tests.Kit;

/// <summary>anvil with the exchange, the lender, Cordon's contracts, the lender enrolled, and one guardian with stake
/// and bond. Skips the test where the npm packages are missing.</summary>
internal sealed partial class GuardedArena : IAsyncDisposable
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

    /// <summary>What evm_revert can return to, once.</summary>
    public async Task<string> SnapshotAsync()
    {
        using RpcPayload id = await Client.CallRawAsync(new RpcCall("evm_snapshot"), Stop);
        return System.Text.Json.JsonSerializer.Deserialize<string>(id.Json.Span)!;
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
}
