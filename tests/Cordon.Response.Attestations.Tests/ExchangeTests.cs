using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Tests.Kit;

namespace Cordon.Response.Attestations.Tests;

/// <summary>Honest nodes on a real chain, over real HTTP/2.</summary>
public class ExchangeTests
{
    private const byte Paused = 2;

    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task Three_of_four_guardians_pause_the_protocol_and_only_one_of_them_pays_for_it()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000, 1_000);
        // The first in line runs here, however slow the machine: nobody else has a reason to submit.
        ExchangeOptions patient = GuardianNode.Brisk with
        {
            SubmitStep = TimeSpan.FromMinutes(1),
            SubmitPatience = TimeSpan.FromMinutes(5),
        };
        foreach (GuardianNode guardian in world.Guardians) await guardian.StartAsync(Stop, patient);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        ulong soloUntil = (await world.BreakerAsync("drain")).Until;

        foreach (GuardianNode guardian in world.Guardians.Take(3))
            await guardian.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(
            async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum on the chain");
        var breaker = await world.BreakerAsync("drain");
        Assert.Equal(Paused, breaker.Mode);
        Assert.True(breaker.Until > soloUntil + 86_400, "the quorum's pause is days, not the hour of one guardian");
        await world.UntilAsync(
            () => world.Guardians.All(g => g.Events.OfType<ExchangeEvent.QuorumOnChain>().Any()), "all have seen it");
        Assert.Single(world.Guardians.SelectMany(guardian => guardian.Requests));
        Assert.All(world.Guardians, g => Assert.Empty(g.Events.OfType<ExchangeEvent.PeerMisbehaved>()));
    }

    [Fact]
    public async Task Two_of_three_equal_guardians_are_a_quorum_and_one_is_none()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000);
        foreach (GuardianNode guardian in world.Guardians) await guardian.StartAsync(Stop);
        Hash256 incident = await world.RaiseAsync(0, "drain");

        await world.Guardians[0].Exchange!.AttestAsync(incident, Verdict.Attack, Stop);
        await world.UntilAsync(
            () => world.Guardians.All(g => g.Events.OfType<ExchangeEvent.Counted>().Any()), "all have the first");
        Assert.All(world.Guardians, g => Assert.Empty(g.Events.OfType<ExchangeEvent.QuorumHeld>()));

        await world.Guardians[1].Exchange!.AttestAsync(incident, Verdict.Attack, Stop);
        await world.UntilAsync(
            async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum on the chain");
    }

    [Fact]
    public async Task Verdicts_that_no_quorum_needs_reach_the_chain_too_so_that_nobody_is_taken_for_silent()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000, 1_000);
        ExchangeOptions options = GuardianNode.Brisk with { LateAfter = TimeSpan.FromSeconds(1) };
        foreach (GuardianNode guardian in world.Guardians) await guardian.StartAsync(Stop, options);
        Hash256 incident = await world.RaiseAsync(0, "drain");

        await world.Guardians[1].Exchange!.AttestAsync(incident, Verdict.NoAttack, Stop);
        await world.Guardians[2].Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () =>
        {
            var record = await world.IncidentAsync(incident);
            return !record.Attack.IsZero && !record.NoAttack.IsZero;
        }, "both verdicts counted");
        Assert.Equal(0u, (await world.IncidentAsync(incident)).QuorumAt);
    }

    [Fact]
    public async Task A_verdict_is_given_once_and_only_by_who_had_weight_about_what_is_on_the_chain()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        foreach (GuardianNode guardian in world.Guardians) await guardian.StartAsync(Stop, submits: false);
        await world.ActAsync((world.Guardians[1].Account, world.Scope.Stake, new GuardianStake.SetDutyCall(false)));
        await world.AskAsync("evm_increaseTime", 2);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        GuardianExchange own = world.Guardians[0].Exchange!;

        Attestation first = await own.AttestAsync(incident, Verdict.Attack, Stop);
        Assert.Equal(first, await own.AttestAsync(incident, Verdict.Attack, Stop));

        var other = await Assert.ThrowsAsync<AttestationRefusedException>(
            () => own.AttestAsync(incident, Verdict.NoAttack, Stop));
        Assert.Contains("Attack was given before", other.Message, StringComparison.Ordinal);
        var offDuty = await Assert.ThrowsAsync<AttestationRefusedException>(
            () => world.Guardians[1].Exchange!.AttestAsync(incident, Verdict.Attack, Stop));
        Assert.Contains("no weight", offDuty.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<AttestationRefusedException>(
            () => own.AttestAsync(Keccak256.HashUtf8("nothing"), Verdict.Attack, Stop));
        Assert.Contains("not on the chain", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_follow_the_chain_and_an_endpoint_that_moved_is_called_where_it_is_now()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        GuardianExchange own = await world.Guardians[0].StartAsync(Stop, submits: false);
        GuardianNode other = world.Guardians[1];
        Assert.Equal([other.Endpoint], own.Members().Where(m => m.Guardian == other.Account).Select(m => m.Endpoint));

        await world.ActAsync(
            (other.Account, world.Scope.Stake, new GuardianStake.SetEndpointCall("http://moved.example:1")),
            (other.Account, world.Scope.Stake, new GuardianStake.SetDutyCall(false)));
        await own.LookAsync(Stop);
        Member moved = own.Members().Single(member => member.Guardian == other.Account);
        Assert.Equal("http://moved.example:1", moved.Endpoint);
        Assert.False(moved.IsOnDuty);
        Assert.Equal(other.Key.Address, moved.Key);

        using PrivateKey next = PrivateKey.Generate();
        await world.ActAsync((other.Account, world.Scope.Stake, new GuardianStake.ScheduleKeyCall(
            next.Address, world.Proof(next, other.Account))));
        await world.AskAsync("evm_increaseTime", 90_000);
        await world.ActAsync((other.Account, world.Scope.Stake, new GuardianStake.ActivateKeyCall(other.Account)));
        await own.LookAsync(Stop);
        Assert.Equal(next.Address, own.Members().Single(member => member.Guardian == other.Account).Key);
    }

    [Fact]
    public async Task The_digest_is_the_contracts_whatever_incident_and_verdict()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000);
        var domain = new AttestationDomain(world.Scope);
        for (int i = 0; i < 20; i++)
        {
            Hash256 incident = Keccak256.HashUtf8($"incident {i}");
            foreach (Verdict verdict in Enum.GetValues<Verdict>())
            {
                Hash256 digest = await world.ReadAsync(
                    world.Scope.Registry, new IncidentRegistry.AttestationDigestCall(incident, (byte)verdict));
                Assert.Equal(digest, domain.Digest(incident, verdict));
                Assert.Equal(digest, TypedData.Parse(domain.TypedData(incident, verdict)).Digest());
            }
        }
    }
}
