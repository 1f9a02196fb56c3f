using Cordon.Domain.Attestations;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Submission;
using Cordon.Response.Attestations.Tests.Kit;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Tests;

/// <summary>A quorum comes to the chain whoever of its holders dies.</summary>
public class SubmissionTests
{
    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task Where_the_first_submitter_dies_another_submits_after_a_while()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        Address[] keys = [.. world.Guardians.Select(node => node.Key.Address)];
        GuardianNode first = world.Guardians.Single(node => SubmitTurn.Of(incident, node.Key.Address, keys) == 0);
        first.Swallows = true;
        ExchangeOptions options = GuardianNode.Brisk with { SubmitStep = TimeSpan.FromSeconds(1) };
        foreach (GuardianNode node in world.Guardians) await node.StartAsync(Stop, options);

        foreach (GuardianNode node in world.Guardians)
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");
        Assert.NotEmpty(first.Requests);
    }

    [Fact]
    public async Task A_liar_who_says_that_it_submits_gains_one_wait_and_no_more()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        GuardianNode honest = world.Guardians[0];
        await honest.StartAsync(Stop);
        using var liar = new HostilePeer(world.Scope, world.Guardians[2].Key, honest);
        using var second = new HostilePeer(world.Scope, world.Guardians[1].Key, honest);
        Assert.Equal("200", await second.SayAsync(second.Attest(incident, Verdict.Attack)));
        byte[] notice = new WireMessage([], [incident]).Write();
        Assert.Equal("200", await liar.PostAsync(notice));

        await honest.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () =>
        {
            await liar.PostAsync(notice); // again and again
            return (await world.IncidentAsync(incident)).QuorumAt != 0;
        }, "a quorum");
    }

    [Fact]
    public async Task Requests_hold_what_the_contract_wants_and_the_same_attestations_are_the_same_request()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        foreach (GuardianNode node in world.Guardians) await node.StartAsync(Stop, submits: node == world.Guardians[0]);
        foreach (GuardianNode node in world.Guardians.Take(2))
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");

        SendRequest request = Assert.Single(world.Guardians[0].Requests);
        Assert.Equal((GuardianWorld.ChainId, world.Scope.Registry), (request.Chain, request.To));
        Assert.True(Contracts.IncidentRegistry.AttestCall.TryDecode(request.Data.Span, out var call));
        Assert.Equal((incident, (byte)Verdict.Attack), (call.Id, call.Verdict));
        var domain = new AttestationDomain(world.Scope);
        Address[] signers = [.. call.Signatures.Select(pair => Recover(pair, domain.Digest(incident, Verdict.Attack)))];
        Assert.Equal(signers.Order(), signers);
        Assert.Equal(world.Guardians.Take(2).Select(node => node.Key.Address).Order(), signers);
    }

    private static Address Recover(Hash256[] pair, Hash256 digest)
    {
        Assert.True(CompactSignature.TryRead([.. pair[0].ToArray(), .. pair[1].ToArray()], out var signature));
        return signature.Recover(digest)!.Value;
    }
}
