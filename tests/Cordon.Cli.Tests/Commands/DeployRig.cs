using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Cli.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Tests.Commands;

/// <summary>A local chain with a token, a rich account with its keystore, and the sample as a configuration of it.
/// </summary>
internal sealed class DeployRig : IAsyncDisposable
{
    private const string SampleToken = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
    private const string Password = "open sesame";

    private readonly AnvilNode _anvil;
    private readonly TemporaryFolder _folder = new();

    private DeployRig(AnvilNode anvil)
    {
        (_anvil, Node) = (anvil, new RpcClient(anvil.Http));
        Environment.SetEnvironmentVariable(DeployKey.PasswordVariable, Password);
    }

    public static string Sample { get; } = File.ReadAllText(
        System.IO.Path.Combine(RepositoryFolder.Find(), "samples", "deploy.yaml"));

    public RpcClient Node { get; }

    public PrivateKey Key { get; } = PrivateKey.Generate();

    public string Rpc => $"{_anvil.Http}";

    public string Config => _folder.Path("deploy.yaml");

    /// <summary>Where a deployment goes.</summary>
    public string Output => _folder.Path("deployment.json");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<DeployRig> StartAsync()
    {
        try
        {
            DeployRig rig = new(await AnvilNode.StartAsync(new AnvilOptions(), cancellation: Stop));
            Address token = await rig.PrepareAsync();
            File.WriteAllText(rig.Config, Sample.Replace(SampleToken, $"{token}", StringComparison.Ordinal));
            return rig;
        }
        catch (ArenaException missing) when (missing.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    public string Path(string name) => _folder.Path(name);

    /// <summary>The path of a keystore of a key.</summary>
    public string KeystoreOf(PrivateKey key)
    {
        string path = _folder.Path($"{key.Address}.json");
        File.WriteAllText(path, Keystore.Encrypt(key, Password, new KeystoreOptions { ScryptN = 2 }));
        return path;
    }

    /// <summary>Arguments with which the key deploys.</summary>
    public string[] Deploying(PrivateKey key, string output) =>
        ["deploy", "--rpc", Rpc, "--config", Config, "--out", output, "--keystore", KeystoreOf(key)];

    public Task<ulong> SentAsync(Address account) => Node.GetTransactionCountAsync(account, "latest", Stop);

    /// <summary>Sends a call as an account whose key nobody has.</summary>
    public async Task ActAsAsync(Address sender, Address to, ICalldata call)
    {
        await AskAsync("anvil_setBalance", sender, "0x56bc75e2d63100000");
        await AskAsync("anvil_impersonateAccount", sender);
        await AskAsync("eth_sendTransaction", RpcParam.Json(
            $"{{\"from\":\"{sender}\",\"to\":\"{to}\",\"data\":{RpcParam.Data(call.Encode())}}}"));
        await AskAsync("evm_mine");
    }

    public async ValueTask DisposeAsync()
    {
        Key.Dispose();
        _folder.Dispose();
        await Node.DisposeAsync();
        await _anvil.DisposeAsync();
    }

    /// <summary>Ether for the account, a token, and blocks as soon as there are transactions.</summary>
    private async Task<Address> PrepareAsync()
    {
        await AskAsync("anvil_setBalance", Key.Address, "0x56bc75e2d63100000");
        ArenaBytecode code = await ArenaBytecode.LoadAsync(Stop);
        SignedTransaction creation = new Transaction
        {
            ChainId = 31_337,
            GasLimit = 3_000_000,
            MaxFeePerGas = 100_000_000_000,
            Data = new TestToken.Deployment("Stake", "STK").Encode(code.Token),
        }.Sign(Key);
        Hash256 hash = await Node.SendRawTransactionAsync(creation.Encode(), Stop);
        await AskAsync("evm_mine");
        await AskAsync("evm_setAutomine", true);
        return (await Node.GetTransactionReceiptAsync(hash, Stop))!.ContractAddress!.Value;
    }

    private async Task AskAsync(string method, params RpcParam[] parameters)
    {
        using RpcPayload done = await Node.CallRawAsync(new RpcCall(method, parameters), Stop);
    }
}
