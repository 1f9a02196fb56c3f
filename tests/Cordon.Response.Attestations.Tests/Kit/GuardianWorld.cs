using System.Net;
using System.Text.Json;
using Cordon.Arena.Bindings;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Chain;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>A local chain with the whole mechanism, an enrolled protocol and registered guardians, each with a
/// listening server. The benchmark uses it too, so nothing here depends on a test framework.</summary>
internal sealed class GuardianWorld : IAsyncDisposable
{
    public const ulong ChainId = 31_337;

    private const ulong CallGas = 1_500_000;
    private const byte Paused = 2;
    private const int CallsPerBlock = 15;
    private const int CallsPerBatch = 100;
    private const int BlocksMax = 50;

    private readonly AnvilNode _anvil;
    private readonly string _folder = Directory.CreateTempSubdirectory("cordon-exchange-").FullName;
    private readonly List<GuardianNode> _guardians = [];
    private readonly CancellationToken _stop;
    private Address _minter, _token;

    private GuardianWorld(AnvilNode anvil, RpcClient node, MechanismPlan plan, CancellationToken stop)
    {
        (_anvil, Node, Plan, _stop) = (anvil, node, plan, stop);
        Scope = new RegistryScope(ChainId, plan.Registry, plan.Stake);
    }

    public RpcClient Node { get; }

    public RpcEndpoint Endpoint => _anvil.Http;

    public MechanismPlan Plan { get; }

    public RegistryScope Scope { get; }

    public IReadOnlyList<GuardianNode> Guardians => _guardians;

    /// <summary>Who own the council, a real Safe of which two must sign. The same in every run.</summary>
    public static PrivateKey[] SafeOwners { get; } =
        [.. Enumerable.Range(0, 3).Select(i => new PrivateKey(Keccak256.HashUtf8($"owner {i}").ToArray()))
            .OrderBy(key => key.Address)];

    public static Address Protocol => SomeSettings.Account(8);

    /// <summary>Deploys everything, and registers guardians with these stakes, in whole tokens of at least 1,000.
    /// </summary>
    public static Task<GuardianWorld> StartAsync(IReadOnlyList<ulong> stakes, CancellationToken stop) =>
        AnvilNode.StartAsync(new AnvilOptions(), anvil => BuildAsync(anvil, stakes, stop), cancellation: stop);

    private static async Task<GuardianWorld> BuildAsync(
        AnvilNode anvil, IReadOnlyList<ulong> stakes, CancellationToken stop)
    {
        var node = new RpcClient(anvil.Http);
        using PrivateKey deployer = PrivateKey.Generate();
        await AskAsync(node, "evm_setAutomine", [true], stop);
        await AskAsync(
            node, "anvil_setBalance", [deployer.Address, UInt256.Pow(10, 21).ToQuantity()], stop);
        Address token = await StakeToken.CreateAsync(node, ChainId, deployer, stop);
        DeploymentSettings settings = SomeSettings.For(ChainId, token) with
        {
            Council = new CouncilSettings([.. SafeOwners.Select(owner => owner.Address)], 2),
        };
        var mechanism = new MechanismDeployer(settings, node, deployer);
        await mechanism.RunAsync(stop);
        var world = new GuardianWorld(anvil, node, mechanism.Plan, stop)
        {
            _minter = deployer.Address,
            _token = token,
        };
        await world.AskAsync("anvil_autoImpersonateAccount", true);
        await world.EnrollAsync();
        await world.RegisterAsync(stakes);
        return world;
    }

    /// <summary>Raises an incident as one of the guardians, about a group of functions of that name.</summary>
    public async Task<Hash256> RaiseAsync(int raiser, string name)
    {
        await ActAsync((_guardians[raiser].Key.Address, Scope.Registry, new IncidentRegistry.RaiseCall(
            Protocol, Keccak256.HashUtf8(name), Paused, Keccak256.HashUtf8(name))));
        IReadOnlyList<ChainLog> raised = await LogsAsync(IncidentRegistry.RaisedEvent.Topic);
        return raised[^1].Topics[1];
    }

    /// <summary>Every event of that topic that the registry emitted.</summary>
    public async Task<IReadOnlyList<ChainLog>> LogsAsync(Hash256 topic)
    {
        RpcParam filter = RpcParam.Json(
            $"{{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\",\"address\":\"{Scope.Registry}\""
            + $",\"topics\":[\"{topic}\"]}}");
        using RpcPayload logs = await Node.CallRawAsync(new RpcCall("eth_getLogs", filter), _stop);
        using JsonDocument json = JsonDocument.Parse(logs.Json);
        return [.. json.RootElement.EnumerateArray().Select(ChainLog.Read)];
    }

    public Task<IncidentRegistry.Incident> IncidentAsync(Hash256 id) =>
        ReadAsync(Scope.Registry, new IncidentRegistry.IncidentCall(id));

    /// <summary>What the breaker says about a group of functions: its mode, and until when.</summary>
    public Task<CircuitBreaker.Status> BreakerAsync(string name) =>
        ReadAsync(Plan.AddressOf("breaker_vault"), new CircuitBreaker.StatusCall(Keccak256.HashUtf8(name)));

    public async Task<T> ReadAsync<T>(Address to, IContractCall<T> call)
    {
        byte[] data = await Node.CallAsync(to, call.Encode(), "latest", _stop);
        return call.TryDecodeReturn(data, out T value) ? value : throw new InvalidOperationException($"{call}");
    }

    /// <summary>Sends calls as anybody, several a block, and fails where one reverts.</summary>
    public async Task ActAsync(params (Address From, Address To, ICalldata Call)[] acts)
    {
        await AskAsync("evm_setAutomine", false);
        foreach (var part in acts.Chunk(CallsPerBlock))
        {
            RpcCall[] sends = [.. part.Select(act => new RpcCall("eth_sendTransaction", RpcParam.Json(
                $"{{\"from\":\"{act.From}\",\"to\":\"{act.To}\",\"gas\":\"0x{CallGas:x}\",\"gasPrice\":\"0x12a05f200\","
                + $"\"data\":{RpcParam.Data(act.Call.Encode())}}}")))];
            using RpcBatch sent = await Node.CallBatchAsync(sends, _stop);
            for (int i = 0; i < sends.Length; i++)
            {
                if (await MinedAsync(RpcValue.Hash(sent[i].Span, "hash")) is not { Succeeded: true })
                    throw new InvalidOperationException($"{part[i].Call} by {part[i].From} reverted");
            }
        }

        await AskAsync("evm_setAutomine", true);
    }

    public Task AskAsync(string method, params RpcParam[] parameters) =>
        AskAsync(Node, method, parameters, _stop);

    /// <summary>Registers guardians whose keys are contracts, without nodes of their own.</summary>
    /// <param name="keys">Each key with what it accepts as its consent.</param>
    /// <param name="stake">Of each, in whole tokens.</param>
    public async Task JoinAsync(ulong stake, params (Address Key, Func<Hash256, byte[]> Sign)[] keys)
    {
        List<(Address, Address, ICalldata)> acts = [];
        UInt256 amount = SomeSettings.Token * stake;
        foreach ((Address key, Func<Hash256, byte[]> sign) in keys)
        {
            Address account = Address.FromWord(key.ToUInt256() ^ UInt256.One);
            foreach (Address actor in (Address[])[account, key])
                await AskAsync("anvil_setBalance", actor, UInt256.Pow(10, 20).ToQuantity());
            acts.Add((_minter, _token, new TestToken.MintCall(account, amount)));
            acts.Add((account, _token, new TestToken.ApproveCall(Scope.Stake, amount)));
            acts.Add((account, Scope.Stake, new GuardianStake.RegisterCall(
                key, sign(KeyDigest(account)), "", 0, amount)));
        }

        await ActAsync([.. acts]);
        await AskAsync("evm_increaseTime", 2);
        await AskAsync("evm_mine");
    }

    /// <summary>A key's consent to sign for a guardian.</summary>
    public byte[] Proof(PrivateKey key, Address guardian) => key.Sign(KeyDigest(guardian)).ToArray();

    private Hash256 KeyDigest(Address guardian)
    {
        Span<byte> words = stackalloc byte[64];
        Keccak256.HashUtf8("Key(address guardian)").CopyTo(words);
        new Hash256(guardian.ToUInt256()).CopyTo(words[32..]);
        var domain = new Eip712Domain
        {
            Name = "Cordon GuardianStake",
            Version = "1",
            ChainId = ChainId,
            VerifyingContract = Scope.Stake,
        };
        return domain.Digest(Keccak256.Hash(words));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (GuardianNode guardian in _guardians) await guardian.DisposeAsync();
        await Node.DisposeAsync();
        await _anvil.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Others' transactions may fill the next block.
    private async Task<TransactionReceipt?> MinedAsync(Hash256 hash)
    {
        for (int blocks = 0; blocks < BlocksMax; blocks++)
        {
            if (await Node.GetTransactionReceiptAsync(hash, _stop) is { } receipt) return receipt;
            await AskAsync("evm_mine");
        }

        return null;
    }

    private async Task EnrollAsync()
    {
        var policy = new IncidentRegistry.Policy(
            Plan.AddressOf("breaker_vault"), 3_600, 3 * 86_400, Plan.Council, 6 * 3_600, SomeSettings.Account(7),
            SomeSettings.Account(20), SomeSettings.Token, UInt256.Zero);
        byte[] enroll = new IncidentRegistry.EnrollCall(Protocol, policy).Encode();
        Hash256 hash = Keccak256.Hash(enroll.AsSpan(4 + 32));
        foreach (Address actor in new[] { Protocol, Plan.Timelock })
            await AskAsync("anvil_setBalance", actor, UInt256.Pow(10, 20).ToQuantity());
        await ActAsync((Protocol, Scope.Registry, new IncidentRegistry.EnrollCall(Protocol, policy)));
        await ActAsync((Plan.Timelock, Scope.Registry, new IncidentRegistry.AdmitCall(Protocol, hash)));
    }

    private async Task RegisterAsync(IReadOnlyList<ulong> stakes)
    {
        List<(Address, Address, ICalldata)> acts = [];
        List<Address> funded = [];
        UInt256 bond = SomeSettings.Token * 100;
        for (int i = 0; i < stakes.Count; i++)
        {
            ExchangeServer server = await ExchangeServer.StartAsync(
                new IPEndPoint(IPAddress.Loopback, 0), new() { ConnectionsPerAddressMax = 1_024 }, _stop);
            var node = new GuardianNode(this, i, server, Path.Combine(_folder, $"{i}"));
            _guardians.Add(node);
            UInt256 stake = SomeSettings.Token * stakes[i];
            funded.AddRange([node.Account, node.Key.Address]);
            acts.Add((_minter, _token, new TestToken.MintCall(node.Account, stake + bond)));
            acts.Add((node.Account, _token, new TestToken.ApproveCall(Scope.Stake, stake)));
            acts.Add((node.Account, _token, new TestToken.ApproveCall(Scope.Registry, bond)));
            acts.Add((node.Account, Scope.Stake, new GuardianStake.RegisterCall(
                node.Key.Address, Proof(node.Key, node.Account), node.Endpoint, 0, stake)));
            acts.Add((node.Account, Scope.Registry, new IncidentRegistry.DepositBondCall(node.Account, bond)));
        }

        foreach (Address[] part in funded.Chunk(CallsPerBatch))
        {
            using RpcBatch balances = await Node.CallBatchAsync(
                [.. part.Select(actor => new RpcCall(
                    "anvil_setBalance", actor, UInt256.Pow(10, 20).ToQuantity()))],
                _stop);
        }

        await ActAsync([.. acts]);
        await AskAsync("evm_increaseTime", 2);
        await AskAsync("evm_mine");
    }

    private static async Task AskAsync(
        RpcClient node, string method, RpcParam[] parameters, CancellationToken stop)
    {
        using RpcPayload done = await node.CallRawAsync(new RpcCall(method, parameters), stop);
    }
}
