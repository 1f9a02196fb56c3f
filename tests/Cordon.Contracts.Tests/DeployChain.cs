using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Tests;

/// <summary>A chain with a rich account, a token, and settings to deploy with.</summary>
internal sealed class DeployChain : IAsyncDisposable
{
    public const ulong ChainId = 31_337;

    private readonly AnvilNode _anvil;

    private DeployChain(AnvilNode anvil, RpcClient node) => (_anvil, Node) = (anvil, node);

    public RpcClient Node { get; }

    public PrivateKey Key { get; } = PrivateKey.Generate();

    public Address Token { get; private set; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<DeployChain> StartAsync()
    {
        try
        {
            return await AnvilNode.StartAsync(new AnvilOptions(), BuildAsync, cancellation: Stop);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    public DeploymentSettings Settings => SomeSettings.For(ChainId, Token);

    public MechanismDeployer Deployer(IRpcCaller? node = null, DeploymentSettings? settings = null) =>
        new(settings ?? Settings, node ?? Node, Key);

    public async Task<IReadOnlyList<RoleHolder>> RolesAsync(MechanismPlan plan) =>
        await new RoleAudit(plan, Node).RunAsync(Stop);

    public Task<ulong> SentAsync() => Node.GetTransactionCountAsync(Key.Address, "latest", Stop);

    public async Task AskAsync(string method, params RpcParam[] parameters)
    {
        using RpcPayload done = await Node.CallRawAsync(new RpcCall(method, parameters), Stop);
    }

    public Task GiveAsync(Address account, UInt256 wei) => AskAsync("anvil_setBalance", account, wei.ToQuantity());

    /// <summary>Sends a call as an account whose key nobody has.</summary>
    public async Task ActAsAsync(Address sender, Address to, ICalldata call)
    {
        await GiveAsync(sender, (UInt256)1_000_000_000 * 1_000_000_000);
        await AskAsync("anvil_impersonateAccount", sender);
        await AskAsync("eth_sendTransaction", RpcParam.Json(
            $"{{\"from\":\"{sender}\",\"to\":\"{to}\",\"data\":{RpcParam.Data(call.Encode())}}}"));
        await AskAsync("evm_mine");
    }

    /// <summary>Creates a planned contract out of turn, as anybody can.</summary>
    public async Task CreateAsync(PlannedContract planned)
    {
        Address stranger = SomeSettings.Account(1);
        await GiveAsync(stranger, (UInt256)1_000_000_000 * 1_000_000_000);
        await AskAsync("anvil_impersonateAccount", stranger);
        await AskAsync("eth_sendTransaction", RpcParam.Json(
            $"{{\"from\":\"{stranger}\",\"to\":\"{planned.To}\",\"data\":{RpcParam.Data(planned.Calldata)}}}"));
        await AskAsync("evm_mine");
    }

    /// <summary>Where the node answers.</summary>
    public string Url => $"{_anvil.Http}";

    /// <summary>Sends a call as the rich account with plenty of gas; it may revert.</summary>
    public async Task SendAsync(Address to, ICalldata call)
    {
        SignedTransaction signed = new Transaction
        {
            ChainId = ChainId,
            Nonce = await SentAsync(),
            GasLimit = 3_000_000,
            MaxFeePerGas = 100_000_000_000,
            To = to,
            Data = call.Encode(),
        }.Sign(Key);
        await Node.SendRawTransactionAsync(signed.Encode(), Stop);
        await AskAsync("evm_mine");
    }

    public async Task<T> ReadAsync<T>(Address to, IContractCall<T> call)
    {
        byte[] data = await Node.CallAsync(to, call.Encode(), "latest", Stop);
        Assert.True(call.TryDecodeReturn(data, out T value));
        return value;
    }

    public async ValueTask DisposeAsync()
    {
        Key.Dispose();
        await Node.DisposeAsync();
        await _anvil.DisposeAsync();
    }

    private static async Task<DeployChain> BuildAsync(AnvilNode anvil)
    {
        DeployChain chain = new(anvil, new RpcClient(anvil.Http));
        await chain.AskAsync("evm_setAutomine", true);
        await chain.GiveAsync(chain.Key.Address, (UInt256)100_000_000_000 * 1_000_000_000);
        chain.Token = await StakeToken.CreateAsync(chain.Node, ChainId, chain.Key, Stop);
        return chain;
    }
}
