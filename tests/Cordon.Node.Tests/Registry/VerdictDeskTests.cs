using System.Collections.Concurrent;
using Cordon.Contracts;
using Cordon.Domain.Incidents;
using Cordon.Ethereum;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Registry;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Attestations;

namespace Cordon.Node.Tests.Registry;

public sealed class VerdictDeskTests : IAttestationExchange, INodeListener, IDisposable
{
    private readonly ConcurrentQueue<Hash256> _attested = new();
    private readonly ConcurrentQueue<NodeEvent> _told = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly EventPump _events;
    private readonly VerdictDesk _desk;
    private volatile Exception? _fault;
    private volatile bool _stands = true;
    private int _asked;

    public VerdictDeskTests()
    {
        _events = new EventPump([this], 4_096, TimeProvider.System);
        _ = _events.RunAsync();
        _desk = new VerdictDesk(
            this, _ => _stands, _events, TimeSpan.FromMilliseconds(1), TimeProvider.System, _stop.Token);
    }

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
        _stands = false;
        _desk.Withdrawn(Ours.Id);
        _stands = true;
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
    public async Task A_verdict_that_could_not_be_given_is_given_as_soon_as_it_can_be_without_any_news()
    {
        _fault = new AttestationRefusedException("it is not on the chain");
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        _desk.Raised(Raised("r", Ours));
        await UntilAsync(() => Volatile.Read(ref _asked) > 2);
        Assert.Empty(_attested);
        _fault = null;

        await UntilAsync(() => _told.OfType<NodeEvent.SightRestored>().Any());
        Assert.Equal([Some.Hash("r")], _attested);
        Assert.Equal("it is not on the chain", Assert.Single(_told.OfType<NodeEvent.Blind>()).Cause);
    }

    [Fact]
    public async Task A_verdict_refused_for_good_is_asked_for_once()
    {
        _fault = new AttestationRefusedException("the other verdict was given", isFinal: true);
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        _desk.Raised(Raised("r", Ours));
        _fault = new AttestationRefusedException("not yet");
        _desk.Raised(Raised("another", Ours));
        await UntilAsync(() => Volatile.Read(ref _asked) > 5); // of the other one
        _fault = null;

        await UntilAsync(() => !_attested.IsEmpty);
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        Assert.Equal([Some.Hash("another")], _attested);
    }

    [Fact]
    public async Task A_verdict_that_is_withdrawn_is_asked_for_no_more_and_given_when_its_incident_is_back()
    {
        _fault = new InvalidOperationException("no peer");
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        _desk.Raised(Raised("r", Ours));
        _stands = false;
        _desk.Withdrawn(Ours.Id);
        await UntilAsync(() => _told.OfType<NodeEvent.SightRestored>().Any()); // given up
        _fault = null;
        Assert.Empty(_attested);

        _stands = true;
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false);
        Assert.Equal([Some.Hash("r")], _attested);
    }

    [Fact]
    public void What_is_heard_late_changes_nothing_about_whether_an_incident_stands()
    {
        _stands = false;
        _desk.Withdrawn(Ours.Id);
        _desk.Decided(Ours, Some.Guarded, isAnyEvidence: false); // by a thread that stood still meanwhile
        _desk.Raised(Raised("r", Ours));
        Assert.Empty(_attested);

        _stands = true;
        _desk.Withdrawn(Ours.Id); // late as well
        _desk.Raised(Raised("r2", Ours));
        Assert.Equal([Some.Hash("r"), Some.Hash("r2")], _attested);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    Task IAttestationExchange.AttestAsync(OnChainIncident incident, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        if (_fault is { } fault) throw fault;
        _attested.Enqueue(incident.Id);
        return Task.CompletedTask;
    }

    void INodeListener.Take(NodeEvent happened) => _told.Enqueue(happened);

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!holds()) await Task.Delay(2, limit.Token);
    }

    private static OnChainIncident Raised(string id, Incident about) => new(
        Some.Chain, Some.Address("registry"), Some.Hash(id), Some.Address("lender"), 3, BreakerTargets.Everything,
        BreakerMode.Paused, 0, IncidentEvidence.Of(about, Some.Address("lender")));
}
