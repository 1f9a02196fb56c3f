using Cordon.Arena.Chain;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Community;

/// <summary>The incidents of the arena, and how the community ends them.</summary>
public sealed class Docket(Commons commons)
{
    /// <summary>A minute more than the registry's CHALLENGE.</summary>
    private static readonly TimeSpan Challenge = TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1);

    private const byte SaysAttack = 1;
    private const byte Paused = 2;
    private const byte FalseAlarm = 2;
    private const byte Malicious = 3;

    private LocalChain Chain => commons.Chain;

    private Members Members => commons.Members;

    /// <summary>What was raised from <paramref name="first"/> on, in the order of the chain.</summary>
    public async Task<IReadOnlyList<RaisedIncident>> RaisedSinceAsync(
        ulong first, CancellationToken cancellation = default)
    {
        IReadOnlyList<ContractLog> logs = await ContractLog.ReadAsync(
            Chain.Node, commons.Registry, first, null, [[IncidentRegistry.RaisedEvent.Topic]], cancellation);
        return [.. logs.Select(Read).OfType<RaisedIncident>()];
    }

    /// <summary>How many guardians' verdicts the chain has counted, once they are a quorum; null before.</summary>
    public async Task<int?> VotesAtQuorumAsync(Hash256 incident, CancellationToken cancellation = default)
    {
        IncidentRegistry.Incident record = await Chain.ReadAsync(
            commons.Registry, new IncidentRegistry.IncidentCall(incident), cancellation);
        return record.QuorumAt == 0 ? null : (await VotersAsync(incident, cancellation)).Count;
    }

    /// <summary>A quorum says that it was an attack: the guardians' nodes have brought it, or else all guardians but
    /// the last sign now. A day later anyone settles it, the rewards are claimed, and the guardian who said nothing is
    /// shown to have been negligent.</summary>
    public async Task ConfirmAsync(RaisedIncident incident, CancellationToken cancellation = default)
    {
        if (await VotesAtQuorumAsync(incident.Id, cancellation) is null)
            await AttestAsync(incident.Id, SaysAttack, [.. Members.Guardians.SkipLast(1)], cancellation);
        IReadOnlyList<Guardian> awake = await VotersAsync(incident.Id, cancellation);
        await Chain.PassAsync(Challenge, cancellation);
        await DoAsync(new IncidentRegistry.SettleCall(incident.Id), "settles the incident");
        foreach (Guardian guardian in awake)
        {
            uint index = await IndexAsync(guardian, cancellation);
            await DoAsync(
                new IncidentRegistry.ClaimRewardCall(incident.Id, index), $"claims the reward of {guardian.Name}");
        }

        foreach (Guardian guardian in Members.Guardians.Except(awake))
        {
            uint asleep = await IndexAsync(guardian, cancellation);
            await DoAsync(new IncidentRegistry.ProveNegligenceCall(incident.Id, asleep), "shows who was asleep");
        }

        Task DoAsync(ICalldata call, string what) =>
            commons.ActAsync(awake[^1].Owner, commons.Registry, call.Encode(), what, cancellation);
    }

    /// <summary>The council ends it as a false alarm, which costs the raiser the bond.</summary>
    public Task RejectAsync(RaisedIncident incident, CancellationToken cancellation = default) =>
        ResolveAsync(incident, FalseAlarm, "overturns a false alarm", cancellation);

    /// <summary>The council ends it as malicious, which costs the raiser the bond and a fifth of the stake.</summary>
    public Task PunishAsync(RaisedIncident incident, CancellationToken cancellation = default) =>
        ResolveAsync(incident, Malicious, "overturns a malicious alarm", cancellation);

    /// <summary>A guardian's own account pauses everything of a protocol, whatever the reason; for the next block.
    /// </summary>
    public Task PauseAsync(
        Guardian guardian, Address protocol, string reason, CancellationToken cancellation = default)
    {
        var raise = new IncidentRegistry.RaiseCall(
            protocol, BreakerTargets.Everything, Paused, Keccak256.HashUtf8(reason));
        return Chain.SendAsync(
            Act.Call(guardian.Signer, commons.Registry, raise, $"{guardian.Name} {reason}") with
            {
                Role = TransactionRole.Attack,
            },
            cancellation);
    }

    /// <summary>Sends the guardians' signed verdicts in one call; the first guardian's account pays.</summary>
    public async Task AttestAsync(
        Hash256 incident, byte verdict, IReadOnlyList<Guardian> guardians, CancellationToken cancellation = default)
    {
        Hash256 digest = await Chain.ReadAsync(
            commons.Registry, new IncidentRegistry.AttestationDigestCall(incident, verdict), cancellation);
        Hash256[][] signatures = [.. guardians
            .OrderBy(guardian => guardian.Signer.Address)
            .Select(guardian => Compact(guardian.Signer.Key.Sign(digest)))];
        var call = new IncidentRegistry.AttestCall(incident, verdict, signatures, []);
        await commons.ActAsync(
            guardians[0].Owner, commons.Registry, call.Encode(), "sends the guardians' verdicts", cancellation);
    }

    /// <summary>The number under which the stake knows the guardian.</summary>
    public async Task<uint> IndexAsync(Guardian guardian, CancellationToken cancellation = default) =>
        (await Chain.ReadAsync(
            commons.Mechanism.Plan.Stake, new GuardianStake.GuardianCall(guardian.Owner.Address), cancellation)).Index;

    private async Task<IReadOnlyList<Guardian>> VotersAsync(Hash256 incident, CancellationToken cancellation)
    {
        List<Guardian> voters = [];
        foreach (Guardian guardian in Members.Guardians)
        {
            uint index = await IndexAsync(guardian, cancellation);
            var asked = new IncidentRegistry.HasAttestedCall(incident, index);
            if (await Chain.ReadAsync(commons.Registry, asked, cancellation)) voters.Add(guardian);
        }

        return voters;
    }

    private Task ResolveAsync(
        RaisedIncident incident, byte outcome, string what, CancellationToken cancellation) =>
        commons.CouncilAsync(
            commons.Registry, new IncidentRegistry.ResolveCall(incident.Id, outcome), what, cancellation);

    /// <summary>As EIP-2098 has it: r, then s with the parity on top.</summary>
    private static Hash256[] Compact(Signature signature) =>
        [new Hash256(signature.R), new Hash256(signature.S | ((UInt256)signature.RecoveryId << 255))];

    private static RaisedIncident? Read(ContractLog log) =>
        IncidentRegistry.RaisedEvent.TryDecode(log.Topics, log.Data, out IncidentRegistry.RaisedEvent raised)
            ? new RaisedIncident(
                raised.Incident, raised.Target, raised.Raiser, raised.Bond, log.Block, (int)log.TransactionIndex)
            : null;
}
