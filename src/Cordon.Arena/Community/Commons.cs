using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Community;

/// <summary>Cordon as a protocol of the arena finds it: the contracts, the community, and what they do together.
/// </summary>
public sealed class Commons(Stage stage, Mechanism mechanism, Members members)
{
    private const uint HourSeconds = 3_600;
    private const byte VoteFor = 1;

    public static readonly UInt256 BondPerHour = Deployer.Ether(100);
    public static readonly UInt256 Reward = Deployer.Ether(300);
    private static readonly UInt256 Rewards = Deployer.Ether(3_000);

    /// <summary>A little more than the governor's vote and the timelock's delay.</summary>
    private static readonly TimeSpan VoteSpan = TimeSpan.FromSeconds(HourSeconds + 60);

    public Stage Stage => stage;

    public LocalChain Chain => stage.Chain;

    public Mechanism Mechanism => mechanism;

    public Members Members => members;

    public Address Registry => mechanism.Plan.Registry;

    /// <summary>Gets forfeited bonds and the victim's part of slashes.</summary>
    public Address Treasury
    {
        get
        {
            using var treasury = new ArenaAccount(stage.Seed, "treasury");
            return treasury.Address;
        }
    }

    /// <summary>Deploys a breaker and behind it a protocol that the founder creates and owns, and enrolls it by a vote
    /// of the guardians.</summary>
    /// <param name="name">Lower-case letters, digits and underscores.</param>
    /// <param name="assets">What flows out of it, and how fast it may.</param>
    /// <param name="creation">The protocol's creation code, from its breaker's address.</param>
    public async Task<EnrolledProtocol> ProtectAsync(
        string name, IReadOnlyList<AssetLimit> assets, Func<Address, byte[]> creation,
        CancellationToken cancellation = default)
    {
        Address expected = stage.Founder.NextContract; // the breaker names its member before that exists
        Address breaker = await mechanism.DeployBreakerAsync(
            Chain, new ProtocolSettings(name, Governor: null, [expected], assets), cancellation);
        Address protocol = await Chain.DeployAsync(
            new Act(stage.Founder, To: null, creation(breaker), $"founder creates {name}"), cancellation);
        if (protocol != expected) throw new ArenaException($"{name} is at {protocol} and not at {expected}.");
        await EnrollAsync(protocol, breaker, cancellation);
        return new EnrolledProtocol(name, protocol, breaker);
    }

    /// <summary>Enrolls a protocol that the founder owns: the founder asks, the guardians vote, the timelock admits,
    /// and the founder fills the pot of rewards.</summary>
    public async Task EnrollAsync(Address protocol, Address breaker, CancellationToken cancellation = default)
    {
        var policy = new IncidentRegistry.Policy(
            breaker, HourSeconds, 72 * HourSeconds, mechanism.Plan.Council, 6 * HourSeconds, mechanism.Plan.Timelock,
            Treasury, BondPerHour, Reward);
        byte[] ask = new IncidentRegistry.EnrollCall(protocol, policy).Encode();
        Hash256 hash = Keccak256.Hash(ask.AsSpan(4 + 32)); // the policy is static: it is encoded in place
        await ActAsync(stage.Founder, Registry, ask, "asks for Cordon", cancellation);
        await DecideAsync(
            Registry, new IncidentRegistry.AdmitCall(protocol, hash), $"Admit {protocol}", cancellation);

        await ActAsync(stage.Founder, mechanism.Token, new TestToken.MintCall(stage.Founder.Address, Rewards).Encode(),
            "mints STAKE", cancellation);
        await ActAsync(stage.Founder, mechanism.Token, new TestToken.ApproveCall(Registry, UInt256.MaxValue).Encode(),
            "lets the registry take", cancellation);
        await ActAsync(stage.Founder, Registry, new IncidentRegistry.FundRewardsCall(protocol, Rewards).Encode(),
            "funds the rewards", cancellation);
    }

    /// <summary>Has all guardians vote for a call of the timelock's, and it be made; hours pass.</summary>
    public Task DecideAsync(
        Address target, ICalldata call, string description, CancellationToken cancellation = default) =>
        DecideAsync(target, call, description, members.Guardians, cancellation);

    /// <summary>Has some guardians vote for a call of the timelock's while the others say nothing, and it be made.
    /// </summary>
    public async Task DecideAsync(
        Address target, ICalldata call, string description, IReadOnlyList<Guardian> voters,
        CancellationToken cancellation = default)
    {
        Address governor = mechanism.Plan.Governor;
        byte[] data = call.Encode();
        Hash256 text = Keccak256.HashUtf8(description);
        ArenaAccount first = members.Guardians[0].Owner;
        var propose = new CordonGovernor.ProposeCall([target], [UInt256.Zero], [data], description);
        await ActAsync(first, governor, propose.Encode(), "proposes", cancellation);
        UInt256 proposal = await Chain.ReadAsync(
            governor, new CordonGovernor.GetProposalIdCall([target], [UInt256.Zero], [data], text), cancellation);
        await Chain.PassAsync(TimeSpan.FromSeconds(5), cancellation);
        await Chain.MineAsync(cancellation);
        foreach (Guardian guardian in voters)
        {
            var vote = new CordonGovernor.CastVoteCall(proposal, VoteFor);
            await Chain.SendAsync(Act.Call(guardian.Owner, governor, vote, $"{guardian.Name} votes"), cancellation);
        }

        await Chain.MineAsync(cancellation);
        await Chain.PassAsync(VoteSpan, cancellation);
        await ActAsync(first, governor, new CordonGovernor.QueueCall([target], [UInt256.Zero], [data], text).Encode(),
            "queues the decision", cancellation);
        await Chain.PassAsync(VoteSpan, cancellation);
        await ActAsync(first, governor, new CordonGovernor.ExecuteCall([target], [UInt256.Zero], [data], text).Encode(),
            "executes the decision", cancellation);
    }

    /// <summary>Has two of the council's three sign a call, and the Safe make it.</summary>
    public async Task CouncilAsync(
        Address target, ICalldata call, string what, CancellationToken cancellation = default)
    {
        Address safe = mechanism.Plan.Council;
        byte[] data = call.Encode();
        UInt256 nonce = await Chain.ReadAsync(safe, new Safe.NonceCall(), cancellation);
        Hash256 hash = await Chain.ReadAsync(safe, new Safe.GetTransactionHashCall(
            target, 0, data, 0, 0, 0, 0, Address.Zero, Address.Zero, nonce), cancellation);
        ArenaAccount[] signers = [.. members.Council.Take(Mechanism.CouncilThreshold).OrderBy(who => who.Address)];
        byte[] signatures = [.. signers.SelectMany(who => who.Key.Sign(hash).ToArray())];
        byte[] execute = new Safe.ExecTransactionCall(
            target, 0, data, 0, 0, 0, 0, Address.Zero, Address.Zero, signatures).Encode();
        await ActAsync(members.Council[0], safe, execute, what, cancellation);
    }

    /// <summary>Sends and mines.</summary>
    public async Task<TransactionReceipt> ActAsync(
        ArenaAccount who, Address to, byte[] data, string what, CancellationToken cancellation = default)
    {
        await Chain.SendAsync(new Act(who, to, data, $"{who.Name} {what}"), cancellation);
        return (await Chain.MineAsync(cancellation))[^1];
    }
}
