using Cordon.Domain.Incidents;
using Cordon.Ethereum;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Response.Attestations;

namespace Cordon.Node.Registry;

/// <summary>Brings together what was raised on chain and what this node has decided to attest, whichever comes first.
/// </summary>
/// <param name="stands">Whether an incident is held to be one now: what is decided about it, and that it is withdrawn,
/// may be heard in either order.</param>
/// <param name="retryDelay">Pause before a verdict that could not be given is given again; doubled while it fails.
/// </param>
internal sealed class VerdictDesk(
    IAttestationExchange? exchange, Func<string, bool> stands, EventPump events, TimeSpan retryDelay,
    TimeProvider time, CancellationToken stop)
{
    private const string Exchange = "attestation exchange";
    private const int PauseFactorMax = 16;

    private static readonly TimeSpan AttestedWithin = TimeSpan.FromHours(24); // what a registry gives for verdicts

    private readonly Lock _lock = new();
    private readonly List<OnChainIncident> _raised = [];
    private readonly Dictionary<string, (Incident Incident, GuardedProtocol Guarded, bool IsAnyEvidence)> _decided =
        new(StringComparer.Ordinal);
    private readonly HashSet<Hash256> _attested = []; // those being asked for, too
    private readonly Dictionary<Hash256, string> _failing = []; // why, as it was told

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
        lock (_lock)
        {
            if (!stands(incident)) _decided.Remove(incident);
        }
    }

    private void Match()
    {
        List<(OnChainIncident Raised, string About)> due = [];
        lock (_lock)
        {
            foreach (OnChainIncident raised in _raised)
            {
                foreach ((Incident Incident, GuardedProtocol Guarded, bool IsAnyEvidence) decided in _decided.Values)
                {
                    if (IsAbout(raised, decided) && _attested.Add(raised.Id)) due.Add((raised, decided.Incident.Id));
                }
            }
        }

        foreach ((OnChainIncident raised, string about) in due) _ = AttestAsync(raised, about);
    }

    private bool IsAbout(
        OnChainIncident raised, (Incident Incident, GuardedProtocol Guarded, bool IsAnyEvidence) decided) =>
        raised.Chain == decided.Incident.Chain && raised.Protocol == decided.Guarded.Enrolled
        && stands(decided.Incident.Id)
        && (decided.IsAnyEvidence
            || IncidentEvidence.AllOf(decided.Incident, raised.Protocol).Contains(raised.Evidence));

    // Asked for again until it is given: news comes once, and silence is punished.
    private async Task AttestAsync(OnChainIncident raised, string about)
    {
        if (exchange is null) return;
        long begun = time.GetTimestamp();
        for (TimeSpan pause = retryDelay; ; pause = pause < retryDelay * PauseFactorMax ? pause * 2 : pause)
        {
            try
            {
                await exchange.AttestAsync(raised, stop);
                events.Tell(new NodeEvent.Attested(raised.Chain, events.Now, raised, about));
                Ended(raised);
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return; // the next run attests again
            }
            catch (Exception failure)
            {
                Failed(raised, failure);
                bool isFinal = failure is AttestationRefusedException { IsFinal: true };
                if (isFinal || time.GetElapsedTime(begun) > AttestedWithin) return;
            }

            try
            {
                await Task.Delay(pause, time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (IsGivenUp(raised)) return;
        }
    }

    // Nothing this node has decided calls for it any more; what comes back begins anew.
    private bool IsGivenUp(OnChainIncident raised)
    {
        lock (_lock)
        {
            if (_decided.Values.Any(decided => IsAbout(raised, decided))) return false;
            _attested.Remove(raised.Id);
        }

        Ended(raised);
        return true;
    }

    // Each reason once, however often it is tried.
    private void Failed(OnChainIncident raised, Exception failure)
    {
        lock (_lock)
        {
            if (_failing.GetValueOrDefault(raised.Id) == failure.Message) return;
            _failing[raised.Id] = failure.Message;
        }

        events.Tell(new NodeEvent.Blind(raised.Chain, events.Now, Exchange, failure.Message, ["quorums"]));
    }

    private void Ended(OnChainIncident raised)
    {
        lock (_lock)
        {
            if (!_failing.Remove(raised.Id) || _failing.Count > 0) return;
        }

        events.Tell(new NodeEvent.SightRestored(raised.Chain, events.Now, Exchange));
    }
}
