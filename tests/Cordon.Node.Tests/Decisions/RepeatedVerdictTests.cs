using System.Collections.Concurrent;
using Cordon.Contracts;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Actions;
using Cordon.Node.Decisions;
using Cordon.Node.Events;
using Cordon.Node.Registry;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Tests.Decisions;

/// <summary>A granted verdict about an incident that a reorganisation took away and brought back.</summary>
public sealed class RepeatedVerdictTests : IAttestationExchange, IActionBounds, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDecisionStore _store;
    private readonly EventPump _events = new([], 64, TimeProvider.System);
    private readonly ConcurrentQueue<Hash256> _attested = new();
    private readonly DecisionLedger _ledger;

    public RepeatedVerdictTests()
    {
        _store = SqliteDecisionStore.Open(NodeFiles.Decisions(_folder.Path));
        _ledger = new DecisionLedger(_store, Some.Now);
    }

    [Fact]
    public async Task Is_given_when_somebody_raises_the_incident_after_it_is_back()
    {
        await using var node = new RpcClient(RpcEndpoint.Parse("http://127.0.0.1:1"));
        var verdicts = new VerdictDesk(
            this, _ => true, _events, TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None);
        var chain = new ChainSettings(Some.Chain, [RpcEndpoint.Parse("http://127.0.0.1:1")]);
        using var registry = new RegistryWatch(
            node, chain, null, [], new NodeOptions(), TimeProvider.System, _ => { }, _ => { });
        var actions = new ChainActions(chain, node, null, new RivalBids(), registry, verdicts, _events);
        var desk = new ResponseDesk(_ledger, [Some.Guarded], this, _events, (_, _) => { });
        Incident attack = Some.Incident();
        LedgerEntry kept = _ledger.Begin([Some.Decision(ResponseAction.Attest, incident: attack.Id)], attack);
        kept.Write.Complete();
        _ledger.Settle(kept, isKept: true);

        await desk.RepeatAsync(attack, actions, CancellationToken.None);
        verdicts.Raised(new OnChainIncident(
            Some.Chain, Some.Address("registry"), Some.Hash("raised"), Some.Address("lender"), 3,
            BreakerTargets.Everything, BreakerMode.Paused, 0,
            IncidentEvidence.Of(attack, Some.Address("lender"))));

        Assert.Equal([Some.Hash("raised")], _attested);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    OnChainBounds IActionBounds.Of(GuardedProtocol guarded) => new(TimeSpan.Zero, 0, false);

    Task IAttestationExchange.AttestAsync(OnChainIncident incident, CancellationToken cancellation)
    {
        _attested.Enqueue(incident.Id);
        return Task.CompletedTask;
    }
}
