using Cordon.Domain.Incidents;
using Cordon.Ethereum;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Settings;

namespace Cordon.Node.Registry;

/// <summary>Brings together what was raised on chain and what this node has decided to attest, whichever comes first.
/// </summary>
internal sealed class VerdictDesk(IAttestationExchange? exchange, EventPump events, CancellationToken stop)
{
    private readonly Lock _lock = new();
    private readonly List<OnChainIncident> _raised = [];
    private readonly Dictionary<string, (Incident Incident, GuardedProtocol Guarded, bool IsAnyEvidence)> _decided =
        new(StringComparer.Ordinal);
    private readonly HashSet<Hash256> _attested = [];

    /// <summary>Somebody has raised an incident.</summary>
    public void Raised(OnChainIncident incident)
    {
        events.Tell(new NodeEvent.RaisedOnChain(incident.Chain, events.Now, incident));
        lock (_lock) _raised.Add(incident);
        Match();
    }

    /// <summary>This node holds an incident to be an attack.</summary>
    /// <param name="isAnyEvidence">Whether it would have acted itself, had another not done so: then whatever is in
    /// force for the protocol is attested, whichever transaction that guardian saw first.</param>
    public void Decided(Incident incident, GuardedProtocol guarded, bool isAnyEvidence)
    {
        lock (_lock) _decided[incident.Id] = (incident, guarded, isAnyEvidence);
        Match();
    }

    /// <summary>The incident is none, or no longer; its verdict is not given any more.</summary>
    public void Withdrawn(string incident)
    {
        lock (_lock) _decided.Remove(incident);
    }

    private void Match()
    {
        List<(OnChainIncident Raised, string About)> due = [];
        lock (_lock)
        {
            foreach (OnChainIncident raised in _raised)
            {
                foreach ((Incident incident, GuardedProtocol guarded, bool isAny) in _decided.Values)
                {
                    if (raised.Chain != incident.Chain || raised.Protocol != guarded.Enrolled) continue;
                    bool isSame = isAny
                        || IncidentEvidence.AllOf(incident, raised.Protocol).Contains(raised.Evidence);
                    if (isSame && _attested.Add(raised.Id)) due.Add((raised, incident.Id));
                }
            }
        }

        foreach ((OnChainIncident raised, string about) in due) _ = AttestAsync(raised, about);
    }

    private async Task AttestAsync(OnChainIncident raised, string about)
    {
        if (exchange is null) return;
        try
        {
            await exchange.AttestAsync(raised, stop);
            events.Tell(new NodeEvent.Attested(raised.Chain, events.Now, raised, about));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next run attests again.
        }
        catch (Exception failure)
        {
            lock (_lock) _attested.Remove(raised.Id); // the next news tries again
            events.Tell(new NodeEvent.Blind(
                raised.Chain, events.Now, "attestation exchange", failure.Message, ["quorums"]));
        }
    }
}
