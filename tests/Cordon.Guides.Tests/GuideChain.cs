using Cordon.Arena.Bindings;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Council.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Guides.Tests;

/// <summary>What the guides take for granted: a deployed mechanism, an enrolled protocol, a guardian with both keys, a
/// proposal, a vault, a proxy and a price feed; and the value of each word that they use.</summary>
public sealed class GuideChain : IAsyncLifetime
{
    /// <summary>Answers every call with five words of one.</summary>
    private const string Feed =
        "0x601e80600b6000396000f3" + "6001600052600160205260016040526001606052600160805260a06000f3";

    private readonly Dictionary<string, string> _words = [];

    internal CouncilChain Council { get; } = new();

    internal PrivateKey GuardianKey { get; } = PrivateKey.Generate();

    internal PrivateKey NodeKey { get; } = PrivateKey.Generate();

    /// <summary>Another guardian's: who raised alone has to wait a day before the next time.</summary>
    internal PrivateKey RestedNodeKey { get; } = PrivateKey.Generate();

    /// <summary>Owns a protocol that wants to be protected: itself, to keep it short.</summary>
    internal PrivateKey TeamKey { get; } = PrivateKey.Generate();

    /// <summary>The block in which the stake was created.</summary>
    internal ulong DeploymentBlock { get; private set; }

    /// <summary>Each word's value, as text for the shell.</summary>
    internal IReadOnlyDictionary<string, string> Words => _words;

    public async ValueTask InitializeAsync()
    {
        await Council.InitializeAsync();
        DeploymentBlock = (await ContractLog.ReadAsync(
            Council.Chain.Node, Council.Plan.Stake, 0, null, [], DeployChain.Stop))[0].Block;
        Address guardian = GuardianKey.Address;
        await Council.RegisterAsync(guardian, NodeKey, 2_000);
        await Council.Chain.GiveAsync(guardian, Ether(10));
        await Council.Chain.GiveAsync(NodeKey.Address, Ether(10));
        await Council.RegisterAsync(SomeSettings.Account(62), RestedNodeKey, 2_000);
        await Council.Chain.GiveAsync(RestedNodeKey.Address, Ether(10));
        await Council.Chain.GiveAsync(TeamKey.Address, Ether(10));
        await Council.ActAsync(SomeSettings.Account(7), Council.Plan.AddressOf("breaker_vault"),
            new CircuitBreaker.SetMemberCall(TeamKey.Address, true).Encode());
        string proposal = await ProposeAsync();
        (Address vault, Address proxy, Address feed) = await CreateAsync();
        await MintAsync(TeamKey.Address);
        Hash256 mint = await MintAsync(guardian);
        await Council.ActAsync(
            guardian, Council.Chain.Token, new Erc20.ApproveCall(Council.Plan.Registry, SomeSettings.Token).Encode());
        await Council.PassAsync(2 * 86_400); // the vote begins
        ulong head = await Council.Chain.Node.BlockNumberAsync(DeployChain.Stop);
        TransactionReceipt? receipt = await Council.Chain.Node.GetTransactionReceiptAsync(mint, DeployChain.Stop);
        ulong block = receipt!.BlockNumber;
        Set("RPC", Council.Url, "OTHER_RPC", Council.Url, "TX", $"{mint}", "BLOCK", $"{block}");
        Set("BEFORE", $"{block - 1}", "FROM", $"{head - Math.Min(head, 300)}");
        Set("CONTRACT", $"{proxy}", "TOKEN", $"{Council.Chain.Token}", "ASSET", $"{SomeSettings.Account(9)}");
        Set("VAULT", $"{vault}", "FEED", $"{feed}", "OWNER", $"{guardian}", "SPENDER", $"{Council.Plan.Registry}");
        Set("BENEFICIARY", $"{vault}", "ACCOUNT", $"{vault}", "CREATOR", $"{guardian}", "CALLDATA", "0x01e1d114");
        Set("GOVERNOR", $"{Council.Plan.Governor}", "PROPOSAL", proposal, "STAKE_TOKEN", $"{Council.Chain.Token}");
        Set("REGISTRY", $"{Council.Plan.Registry}", "STAKE", $"{Council.Plan.Stake}");
        Set("BREAKER", $"{Council.Plan.AddressOf("breaker_vault")}", "PROTOCOL", $"{CouncilChain.Protocol}");
        Set("TARGET", $"{BreakerTargets.Everything}", "GUARDIAN", $"{guardian}", "AMOUNT", $"{SomeSettings.Token}");
        Set("ENGAGEMENT", $"{Council.Plan.Engagement}", "STREAM", $"{Council.Plan.AddressOf("stream")}", "EPOCH", "0");
        byte[] rich = new byte[PrivateKey.SizeBytes];
        Council.Chain.Key.CopyTo(rich);
        Set("CORDON_KEY", Hex.Format(rich));
        Set("COUNCIL", $"{Council.Plan.Council}", "TIMELOCK", $"{Council.Plan.Timelock}", "TREASURY", $"{vault}");
        Set("BOND", $"{SomeSettings.Token}", "REWARD", $"{SomeSettings.Token}", "POT", $"{SomeSettings.Token}");
    }

    public async ValueTask DisposeAsync()
    {
        GuardianKey.Dispose();
        NodeKey.Dispose();
        RestedNodeKey.Dispose();
        TeamKey.Dispose();
        await Council.DisposeAsync();
    }

    /// <summary>Writes both keystores into a folder; deliberately cheap to open.</summary>
    internal async Task SaveKeysAsync(string folder, string password, PrivateKey? nodeKey = null)
    {
        KeystoreOptions cheap = new() { ScryptN = 4_096 };
        await File.WriteAllTextAsync(
            Path.Combine(folder, "guardian.json"), Keystore.Encrypt(GuardianKey, password, cheap));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "team.json"), Keystore.Encrypt(TeamKey, password, cheap));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "node-key.json"), Keystore.Encrypt(nodeKey ?? NodeKey, password, cheap));
    }

    private static UInt256 Ether(ulong count) => (UInt256)count * 1_000_000_000 * 1_000_000_000;

    private void Set(params string[] pairs)
    {
        for (int i = 0; i < pairs.Length; i += 2) _words[pairs[i]] = pairs[i + 1];
    }

    private async Task<string> ProposeAsync()
    {
        const string description = "a grant";
        byte[] nothing = new Erc20.TransferCall(SomeSettings.Account(1), 1).Encode();
        Address[] targets = [Council.Chain.Token];
        await Council.ActAsync(SomeSettings.Account(60), Council.Plan.Governor,
            new CordonGovernor.ProposeCall(targets, [UInt256.Zero], [nothing], description).Encode());
        UInt256 id = await Council.ReadAsync(Council.Plan.Governor, new CordonGovernor.HashProposalCall(
            targets, [UInt256.Zero], [nothing], Keccak256.HashUtf8(description)));
        return $"{id}";
    }

    private async Task<(Address Vault, Address Proxy, Address Feed)> CreateAsync()
    {
        ArenaBytecode code = await ArenaBytecode.LoadAsync(DeployChain.Stop);
        byte[] shares = await code.OursAsync("ShareVault", DeployChain.Stop);
        Address vault = await Council.CreateAsync(new ShareVault.Deployment(Council.Chain.Token).Encode(shares));
        Hash256 owner = new(Council.Plan.Timelock.ToUInt256());
        Address logic = await Council.CreateAsync([.. await OpenZeppelinAsync("ProxyAdmin"), .. owner.ToArray()]);
        byte[] question = new ProxyAdmin.OwnerCall().Encode(); // a proxy whose creation calls nothing is refused
        TransparentProxy.Deployment creation = new(logic, Council.Plan.Timelock, question);
        Address proxy = await Council.CreateAsync(
            creation.Encode(await OpenZeppelinAsync("TransparentUpgradeableProxy")));
        return (vault, proxy, await Council.CreateAsync(Hex.Parse(Feed)));
    }

    private async Task<Hash256> MintAsync(Address to)
    {
        SignedTransaction mint = new Transaction
        {
            ChainId = DeployChain.ChainId,
            Nonce = await Council.Chain.SentAsync(),
            GasLimit = 3_000_000,
            MaxFeePerGas = 100_000_000_000,
            To = Council.Chain.Token,
            Data = new TestToken.MintCall(to, SomeSettings.Token * 100_000).Encode(),
        }.Sign(Council.Chain.Key);
        Hash256 hash = await Council.Chain.Node.SendRawTransactionAsync(mint.Encode(), DeployChain.Stop);
        await Council.RequireAsync(hash);
        return hash;
    }

    private static Task<byte[]> OpenZeppelinAsync(string name) => ContractArtifact.ReadBytecodeAsync(
        NpmPackages.File("@openzeppelin/contracts", $"build/contracts/{name}.json"), DeployChain.Stop);
}
