using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;

namespace Cordon.Node.Decisions;

/// <summary>What could not be decided or sent because a store or the key failed, to be taken up again by the same run.
/// Thread-safe.</summary>
internal sealed class Backlog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Incident> _undecided = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ResponseDecision Decision, Incident Incident)> _unsent =
        new(StringComparer.Ordinal);

    /// <summary>Whether incidents wait to be decided about.</summary>
    public bool HasUndecided
    {
        get
        {
            lock (_lock) return _undecided.Count > 0;
        }
    }

    /// <summary>An incident could not be decided about; its latest version counts.</summary>
    /// <param name="unkept">What was decided and could not be kept: it is decided anew, not sent.</param>
    public void AddUndecided(Incident incident, IEnumerable<ResponseDecision> unkept)
    {
        lock (_lock)
        {
            _undecided[incident.Id] = incident;
            foreach (ResponseDecision decision in unkept) _unsent.Remove(decision.Key);
        }
    }

    /// <summary>What was granted about an incident could not be sent.</summary>
    public void AddUnsent(ResponseDecision decision, Incident incident)
    {
        lock (_lock) _unsent[decision.Key] = (decision, incident);
    }

    /// <summary>An incident was decided about in its latest version; one that is over needs nothing more.</summary>
    public void Decided(Incident incident)
    {
        lock (_lock)
        {
            _undecided.Remove(incident.Id);
            if (incident.State is IncidentState.Open or IncidentState.Confirmed || _unsent.Count == 0) return;
            foreach ((string key, (_, Incident about)) in _unsent)
            {
                if (about.Id == incident.Id) _unsent.Remove(key);
            }
        }
    }

    /// <summary>The incidents that wait; they wait on until they are decided about.</summary>
    public Incident[] Undecided()
    {
        lock (_lock) return [.. _undecided.Values];
    }

    /// <summary>What waits to be sent, which is waited for no longer.</summary>
    public (ResponseDecision Decision, Incident Incident)[] TakeUnsent()
    {
        lock (_lock)
        {
            (ResponseDecision, Incident)[] taken = [.. _unsent.Values];
            _unsent.Clear();
            return taken;
        }
    }
}
