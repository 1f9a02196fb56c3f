using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Tests.Kit;

namespace Cordon.Response.Attestations.Tests;

/// <summary>A hundred nodes in one process: with the machine to themselves.</summary>
[Collection(Alone)]
public class HundredGuardiansTests
{
    private const string Alone = "a hundred guardians";

    private const byte Paused = 2;

    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task A_hundred_guardian_nodes_reach_a_quorum_that_pauses_the_protocol_on_the_chain()
    {
        await using GuardianWorld world = await Worlds.StartAsync([.. Enumerable.Repeat(1_000ul, 100)]);
        foreach (GuardianNode node in world.Guardians) await node.StartAsync(Stop, GuardianNode.Hundred);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        ulong soloUntil = (await world.BreakerAsync("drain")).Until;

        // Thirty are silent: seventy of a hundred are a quorum, and not much more.
        foreach (GuardianNode[] some in world.Guardians.Take(70).Chunk(10))
            await Task.WhenAll(some.Select(node => node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop)));

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum", 60);
        var breaker = await world.BreakerAsync("drain");
        Assert.Equal(Paused, breaker.Mode);
        Assert.True(breaker.Until > soloUntil + 86_400);
        // Turns and notices keep the others from paying for the same; how many is a matter of the machine's pace.
        Assert.InRange(world.Guardians.Sum(node => node.Requests.Count), 1, 10);
        Assert.All(world.Guardians, node => Assert.Empty(node.Events.OfType<ExchangeEvent.PeerMisbehaved>()));
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Machine;
}
