using System.Net;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Community;

/// <summary>The people of the arena's community: guardians with stake and bond, and the council.</summary>
public sealed class Members
{
    /// <summary>The first three run nodes, the first one's may act alone; the last never answers.</summary>
    public static readonly IReadOnlyList<string> GuardianNames = ["Ada", "Ben", "Cleo", "Dan"];

    /// <summary>How many guardians run nodes: with equal stakes, just enough for a quorum.</summary>
    public const int Nodes = 3;

    public static readonly UInt256 Stake = Deployer.Ether(100_000);
    public static readonly UInt256 Bond = Deployer.Ether(5_000);

    private Members(IReadOnlyList<Guardian> guardians, IReadOnlyList<ArenaAccount> council) =>
        (Guardians, Council) = (guardians, council);

    public IReadOnlyList<Guardian> Guardians { get; }

    /// <summary>The owners of the Safe.</summary>
    public IReadOnlyList<ArenaAccount> Council { get; }

    /// <summary>Gives everyone ether and tokens, and registers the guardians.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="mechanism">Where they register.</param>
    /// <param name="listening">Where the nodes of the first guardians listen, on this machine.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Members> SettleAsync(
        Stage stage, Mechanism mechanism, IReadOnlyList<IPEndPoint> listening, CancellationToken cancellation = default)
    {
        Members members = await ResumeAsync(stage, cancellation);
        foreach (ArenaAccount councillor in members.Council)
            await stage.Chain.EndowAsync(councillor.Address, Deployer.Ether(10), cancellation);
        for (int i = 0; i < members.Guardians.Count; i++)
        {
            Guardian guardian = members.Guardians[i];
            string endpoint = i < listening.Count
                ? $"http://{listening[i]}"
                : $"https://{guardian.Name}.example.org".ToLowerInvariant();
            await SeatAsync(stage, mechanism, guardian, endpoint, cancellation);
        }

        return members;
    }

    /// <summary>The same people on a chain that knows them already.</summary>
    public static async Task<Members> ResumeAsync(Stage stage, CancellationToken cancellation = default)
    {
        var guardians = new List<Guardian>();
        foreach (string name in GuardianNames)
        {
            guardians.Add(new Guardian(
                await stage.ResumeAsync(name, cancellation), await stage.ResumeAsync($"{name}'s node", cancellation)));
        }

        var council = new List<ArenaAccount>();
        for (int i = 0; i < Mechanism.CouncilSize; i++)
            council.Add(await stage.ResumeAsync(Mechanism.CouncillorName(i), cancellation));
        return new Members(guardians, council);
    }

    private static async Task SeatAsync(
        Stage stage, Mechanism mechanism, Guardian guardian, string endpoint, CancellationToken cancellation)
    {
        LocalChain chain = stage.Chain;
        ArenaAccount owner = guardian.Owner;
        Address token = mechanism.Token, stake = mechanism.Plan.Stake, registry = mechanism.Plan.Registry;
        await chain.EndowAsync(owner.Address, Deployer.Ether(10), cancellation);
        await chain.EndowAsync(guardian.Signer.Address, Deployer.Ether(10), cancellation);
        Hash256 digest = await chain.ReadAsync(stake, new GuardianStake.KeyDigestCall(owner.Address), cancellation);
        byte[] proof = guardian.Signer.Key.Sign(digest).ToArray();

        await DoAsync(stage.Founder, token, new TestToken.MintCall(owner.Address, Stake + (Bond * 2)), "mints STAKE");
        await chain.MineAsync(cancellation);
        await DoAsync(owner, token, new TestToken.ApproveCall(stake, UInt256.MaxValue), "lets the stake take");
        await DoAsync(owner, token, new TestToken.ApproveCall(registry, UInt256.MaxValue), "lets the registry take");
        await chain.MineAsync(cancellation);
        await DoAsync(owner, stake, new GuardianStake.RegisterCall(
            guardian.Signer.Address, proof, endpoint, 500, Stake), "registers as guardian");
        await chain.MineAsync(cancellation);
        await DoAsync(owner, registry, new IncidentRegistry.DepositBondCall(owner.Address, Bond), "puts up a bond");
        await chain.MineAsync(cancellation);

        Task DoAsync(ArenaAccount who, Address to, ICalldata call, string what) =>
            chain.SendAsync(Act.Call(who, to, call, $"{who.Name} {what}"), cancellation);
    }
}
