using Cordon.Domain.Attestations;
using Cordon.Ethereum;
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
        ExchangeOptions patient = GuardianNode.Brisk with { SubmitStep = TimeSpan.FromSeconds(2) };
        foreach (GuardianNode guardian in world.Guardians) await guardian.StartAsync(Stop, patient);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        ulong soloUntil = (await world.BreakerAsync()).Until;

        foreach (GuardianNode guardian in world.Guardians.Take(3))
            await guardian.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(
            async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum on the chain");
        var breaker = await world.BreakerAsync();
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
}
