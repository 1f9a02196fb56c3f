using Cordon.Arena.Bindings;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Council.Tests;

/// <summary>A deployed mechanism with a real Safe of three owners (two must sign), two guardians and two open
/// incidents: one with a quorum, one without.</summary>
public sealed class CouncilChain : IAsyncLifetime
{
    internal static readonly Address Protocol = SomeSettings.Account(8);
    private static readonly Hash256 TargetA = Keccak256.HashUtf8("group a"), TargetB = Keccak256.HashUtf8("group b");

    private DeployChain? _chain;
    private MechanismPlan? _plan;

    internal DeployChain Chain => _chain!;

    internal MechanismPlan Plan => _plan!;

    internal string Url => Chain.Node.Endpoint.ToString();

    /// <summary>The owners in the order of their addresses.</summary>
    internal PrivateKey[] Owners { get; } =
        [.. Enumerable.Range(0, 3).Select(_ => PrivateKey.Generate()).OrderBy(key => key.Address)];

    internal Hash256 QuorumIncident { get; private set; }

    internal Hash256 SoloIncident { get; private set; }

    internal Address MultiSend { get; private set; }

    internal Address MultiSendCallOnly { get; private set; }

    /// <summary>Code that, delegated to, writes its caller's first slot: the Safe would run other code afterwards.
    /// </summary>
    internal Address Hijacker { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _chain = await DeployChain.StartAsync();
        CouncilSettings council = new([.. Owners.Select(owner => owner.Address)], 2);
        MechanismDeployer deployer = Chain.Deployer(settings: Chain.Settings with { Council = council });
        await deployer.RunAsync(DeployChain.Stop);
        _plan = deployer.Plan;
        await EnrollAsync();
        using PrivateKey strong = PrivateKey.Generate(), weak = PrivateKey.Generate();
        await RegisterAsync(SomeSettings.Account(60), strong, 10_000);
        await RegisterAsync(SomeSettings.Account(61), weak, 1_000);
        await PassAsync(10);
        QuorumIncident = await RaiseAsync(strong, TargetA);
        SoloIncident = await RaiseAsync(weak, TargetB);
        await AttestAsync(strong, QuorumIncident);
        MultiSend = await CreateAsync(ContractCode.Of("MultiSend").Creation.ToArray());
        MultiSendCallOnly = await CreateAsync(ContractCode.Of("MultiSendCallOnly").Creation.ToArray());
        // 11 bytes that return the 7 behind them: sstore(0, 0xbad), stop.
        Hijacker = await CreateAsync(Hex.Parse("0x600780600b6000396000f3" + "610bad60005500"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PrivateKey owner in Owners) owner.Dispose();
        if (_chain is not null) await _chain.DisposeAsync();
    }

    /// <summary>Another Safe of the newest release.</summary>
    internal async Task<Address> CreateSafeAsync(Address[] owners, ulong threshold)
    {
        byte[] singleton = new Hash256(Plan.AddressOf("safe_singleton").ToUInt256()).ToArray();
        Address safe = await CreateAsync([.. ContractCode.Of("SafeProxy").Creation.ToArray(), .. singleton]);
        await ActAsync(SomeSettings.Account(90), safe, new Safe.SetupCall(
            owners, threshold, Address.Zero, [], Plan.AddressOf("safe_handler"), Address.Zero, UInt256.Zero,
            Address.Zero).Encode());
        return safe;
    }

    internal async Task<T> ReadAsync<T>(Address to, IContractCall<T> call) => await Chain.ReadAsync(to, call);

    /// <summary>Sends a call as any account, and demands that it succeeds.</summary>
    internal async Task ActAsync(Address sender, Address to, byte[] data)
    {
        await Chain.GiveAsync(sender, (UInt256)1_000_000_000 * 1_000_000_000);
        await Chain.AskAsync("anvil_impersonateAccount", sender);
        using RpcPayload sent = await Chain.Node.CallRawAsync(new RpcCall("eth_sendTransaction", RpcParam.Json(
            $"{{\"from\":\"{sender}\",\"to\":\"{to}\",\"data\":{RpcParam.Data(data)},\"gas\":\"0x5b8d80\"}}")),
            DeployChain.Stop);
        await RequireAsync(RpcValue.Hash(sent.Json.Span, "result"));
    }

    internal async Task<TransactionReceipt> RequireAsync(Hash256 transaction)
    {
        while (true)
        {
            TransactionReceipt? receipt = await Chain.Node.GetTransactionReceiptAsync(transaction, DeployChain.Stop);
            if (receipt is null)
            {
                await Chain.AskAsync("evm_mine");
                continue;
            }

            Assert.True(receipt.Succeeded, $"transaction {transaction} reverted");
            return receipt;
        }
    }

    internal async Task<Address> CreateAsync(byte[] creation)
    {
        SignedTransaction signed = new Transaction
        {
            ChainId = DeployChain.ChainId,
            Nonce = await Chain.SentAsync(),
            GasLimit = 8_000_000,
            MaxFeePerGas = 100_000_000_000,
            Data = creation,
        }.Sign(Chain.Key);
        Hash256 hash = await Chain.Node.SendRawTransactionAsync(signed.Encode(), DeployChain.Stop);
        return (await RequireAsync(hash)).ContractAddress!.Value;
    }

    private async Task EnrollAsync()
    {
        IncidentRegistry.Policy policy = new(
            Plan.AddressOf("breaker_vault"), 3_600, 3 * 86_400, Plan.Council, 6 * 3_600, Plan.Timelock,
            SomeSettings.Account(70), SomeSettings.Token * 10, SomeSettings.Token);
        byte[] enroll = new IncidentRegistry.EnrollCall(Protocol, policy).Encode();
        await ActAsync(Protocol, Plan.Registry, enroll);
        // The hash is that of the policy's encoding, which is what follows the selector and the protocol.
        var hash = Keccak256.Hash(enroll.AsSpan(4 + 32));
        await ActAsync(Plan.Timelock, Plan.Registry, new IncidentRegistry.AdmitCall(Protocol, hash).Encode());
    }

    internal async Task RegisterAsync(Address guardian, PrivateKey key, ulong stake)
    {
        UInt256 amount = SomeSettings.Token * stake;
        byte[] mint = new TestToken.MintCall(guardian, amount * 2).Encode();
        await ActAsync(Chain.Key.Address, Chain.Token, mint);
        await ActAsync(guardian, Chain.Token, new Erc20.ApproveCall(Plan.Stake, amount).Encode());
        await ActAsync(guardian, Chain.Token, new Erc20.ApproveCall(Plan.Registry, amount).Encode());
        Hash256 digest = await ReadAsync(Plan.Stake, new GuardianStake.KeyDigestCall(guardian));
        await ActAsync(guardian, Plan.Stake, new GuardianStake.RegisterCall(
            key.Address, key.Sign(digest).ToArray(), "https://guardian.example", 0, amount).Encode());
        await ActAsync(guardian, Plan.Registry,
            new IncidentRegistry.DepositBondCall(guardian, SomeSettings.Token * 100).Encode());
    }

    internal async Task<Hash256> RaiseAsync(PrivateKey key, Hash256 target)
    {
        var call = new IncidentRegistry.RaiseCall(Protocol, target, 2, Keccak256.HashUtf8($"evidence of {target}"));
        await ActAsync(key.Address, Plan.Registry, call.Encode());
        using RpcPayload answer = await Chain.Node.CallRawAsync(new RpcCall("eth_getLogs", RpcParam.Json(
            $"{{\"address\":\"{Plan.Registry}\",\"fromBlock\":\"0x0\",\"topics\":[\"{RaisedTopic}\"]}}")),
            DeployChain.Stop);
        using var logs = System.Text.Json.JsonDocument.Parse(answer.Json);
        return Hash256.Parse(logs.RootElement.EnumerateArray().Last().GetProperty("topics")[1].GetString()!);
    }

    internal async Task AttestAsync(PrivateKey key, Hash256 incident)
    {
        Hash256 digest = await ReadAsync(Plan.Registry, new IncidentRegistry.AttestationDigestCall(incident, 1));
        Signature signature = key.Sign(digest);
        UInt256 compact = signature.S | ((UInt256)signature.RecoveryId << 255);
        await ActAsync(key.Address, Plan.Registry, new IncidentRegistry.AttestCall(
            incident, 1, [[new Hash256(signature.R), new Hash256(compact)]], []).Encode());
    }

    internal async Task PassAsync(ulong seconds)
    {
        await Chain.AskAsync("evm_increaseTime", seconds);
        await Chain.AskAsync("evm_mine");
    }

    private static Hash256 RaisedTopic { get; } =
        Keccak256.HashUtf8("Raised(bytes32,address,uint32,bytes32,uint8,uint40,bytes32,uint256)");
}
