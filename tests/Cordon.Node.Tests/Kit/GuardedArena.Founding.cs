using Cordon.Arena;
using System.Security.Cryptography;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Tests.Kit;

// How it comes about: the contracts, the lender's policy, the guardians' stakes and bonds.
internal sealed partial class GuardedArena
{
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
}
