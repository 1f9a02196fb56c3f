using System.Collections.Concurrent;
using Cordon.Contracts;
using Cordon.Domain.Incidents;
using Cordon.Ethereum;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Registry;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Registry;

public sealed class VerdictDeskTests : IAttestationExchange
{
    private readonly ConcurrentQueue<Hash256> _attested = new();
    private readonly VerdictDesk _desk;
    private bool _fails;

    public VerdictDeskTests() =>
        _desk = new VerdictDesk(this, new EventPump([], 64, TimeProvider.System), CancellationToken.None);

    private static Incident Ours => Some.Incident("attack");

    [Fact]
    public void An_incident_that_both_see_is_attested_once_whichever_comes_first()
    {
        _desk.Raised(Raised("r1", Ours));
        Assert.Empty(_attested);
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        _desk.Raised(Raised("r2", Ours));

        Assert.Equal([Some.Hash("r1"), Some.Hash("r2")], _attested);
    }

    [Fact]
    public void What_this_node_has_not_seen_is_not_attested()
    {
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        _desk.Raised(Raised("r", Some.Incident("invented")));

        Assert.Empty(_attested);
    }

    [Fact]
    public void What_stands_in_the_way_of_its_own_action_is_attested_whatever_its_evidence()
    {
        _desk.Raised(Raised("r", Some.Incident("another transaction of it")));
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: true);

        Assert.Equal([Some.Hash("r")], _attested);
    }

    [Fact]
    public void A_retracted_incident_is_attested_no_more()
    {
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        _desk.Withdrawn(Ours.Id);
        _desk.Raised(Raised("r", Ours));

        Assert.Empty(_attested);
    }

    [Fact]
    public void Another_protocols_incident_is_left_alone()
    {
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: true);
        _desk.Raised(Raised("r", Ours) with { Protocol = Some.Address("other") });

        Assert.Empty(_attested);
    }

    [Fact]
    public void A_verdict_that_could_not_be_given_is_given_with_the_next_news()
    {
        _fails = true;
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        _desk.Raised(Raised("r", Ours));
        _fails = false;
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);

        Assert.Equal([Some.Hash("r")], _attested);
    }

    Task IAttestationExchange.AttestAsync(OnChainIncident incident, CancellationToken cancellation)
    {
        if (_fails) throw new InvalidOperationException("no peer");
        _attested.Enqueue(incident.Id);
        return Task.CompletedTask;
    }

    private static OnChainIncident Raised(string id, Incident about) => new(
        Some.Chain, Some.Address("registry"), Some.Hash(id), Some.Address("lender"), 3, BreakerTargets.Everything,
        BreakerMode.Paused, 0, IncidentEvidence.Of(about, Some.Address("lender")));
}
