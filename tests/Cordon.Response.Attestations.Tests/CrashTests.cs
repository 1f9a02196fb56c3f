using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Tests.Kit;

namespace Cordon.Response.Attestations.Tests;

/// <summary>Whatever the moment of a crash, a guardian says one thing, and says it.</summary>
public class CrashTests
{
    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task What_was_decided_before_a_crash_is_signed_and_published_by_the_next_run_and_nothing_else()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(1, "drain");
        var dying = new DyingJournal(node.Journal) { DiesAfterDeciding = true };
        GuardianExchange before = await node.StartAsync(Stop, submits: false, journal: dying);
        await Assert.ThrowsAsync<StoreException>(() => before.AttestAsync(incident, Verdict.NoAttack, Stop));
        Assert.Empty(node.Events.OfType<ExchangeEvent.Counted>());
        await node.StopAsync();

        GuardianNode peer = world.Guardians[1];
        await peer.StartAsync(Stop, submits: false);
        GuardianExchange after = await node.StartAsync(Stop, submits: false);
        await Assert.ThrowsAsync<AttestationRefusedException>(
            () => after.AttestAsync(incident, Verdict.Attack, Stop));

        await world.UntilAsync(() => peer.Events.OfType<ExchangeEvent.Counted>().Any(), "the peer has it");
        Attestation heard = Assert.Single(peer.Events.OfType<ExchangeEvent.Counted>()).Attestation;
        Assert.Equal((node.Key.Address, Verdict.NoAttack), (heard.Signer, heard.Verdict));
    }

    [Fact]
    public async Task A_crash_before_the_decision_leaves_either_verdict_open()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(1, "drain");
        var dying = new DyingJournal(node.Journal) { DiesBeforeDeciding = true };
        GuardianExchange before = await node.StartAsync(Stop, submits: false, journal: dying);
        await Assert.ThrowsAsync<StoreException>(() => before.AttestAsync(incident, Verdict.NoAttack, Stop));
        await node.StopAsync();

        GuardianExchange after = await node.StartAsync(Stop, submits: false);
        Assert.Equal(Verdict.Attack, (await after.AttestAsync(incident, Verdict.Attack, Stop)).Verdict);
    }

    [Fact]
    public async Task With_an_empty_journal_nothing_is_signed_about_what_the_chain_or_a_peer_shows_a_verdict_of_ours()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        (GuardianNode node, GuardianNode peer) = (world.Guardians[0], world.Guardians[1]);
        Hash256 incident = await world.RaiseAsync(1, "drain");
        using var lost = new DyingJournal(node.Journal);
        GuardianExchange exchange = await node.StartAsync(Stop, submits: false, journal: lost);
        using var mirror = new HostilePeer(world.Scope, node.Key, node);
        Attestation forgotten = mirror.Attest(incident, Verdict.Attack);
        using var bringer = new HostilePeer(world.Scope, peer.Key, node);

        Assert.Equal("200", await bringer.SayAsync(forgotten));

        Assert.Equal(forgotten, Assert.Single(node.Events.OfType<ExchangeEvent.OwnKeyMisused>()).Attestation);
        foreach (Verdict verdict in Enum.GetValues<Verdict>())
        {
            var refused = await Assert.ThrowsAsync<AttestationRefusedException>(
                () => exchange.AttestAsync(incident, verdict, Stop));
            Assert.Contains("restore the journal", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_that_ended_is_taken_up_with_what_it_had_heard()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(1, "drain");
        await node.StartAsync(Stop, submits: false);
        using (var peer = new HostilePeer(world.Scope, world.Guardians[1].Key, node))
            Assert.Equal("200", await peer.SayAsync(peer.Attest(incident, Verdict.Attack)));
        await world.UntilAsync(() => node.Journal.Read(incident).Count == 1, "it is kept");
        await node.StopAsync();

        GuardianExchange after = await node.StartAsync(Stop, submits: false);

        Assert.False(after.Find(incident)!.AttackWeight.IsZero);
    }

    [Fact]
    public async Task Ones_own_verdict_of_an_earlier_run_is_told_once()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(1, "drain");
        GuardianExchange before = await node.StartAsync(Stop, submits: false);
        await before.AttestAsync(incident, Verdict.Attack, Stop);
        await world.UntilAsync(() => node.Journal.Read(incident).Count == 1, "it is kept");
        await node.StopAsync();
        node.Events.Clear();

        await node.StartAsync(Stop, submits: false);

        Assert.Single(node.Events.OfType<ExchangeEvent.Counted>());
    }
}
