using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Node.Events;

namespace Cordon.Node.Dashboard;

/// <summary>What the page shows: the latest of everything that the node told, bounded. Thread-safe.</summary>
internal sealed class DashboardView : INodeListener
{
    private const int IncidentsMax = 200;
    private const int DecisionsMax = 500;
    private const int EventsMax = 60;

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, NodeEvent.BlockScanned> _heads = [];
    private readonly Dictionary<(ulong Chain, string Missing), NodeEvent.Blind> _blind = [];
    private readonly Latest<Incident> _incidents = new(IncidentsMax, incident => !IsOpen(incident));
    private readonly Latest<ResponseDecision> _decisions =
        new(DecisionsMax, decision => decision.Permission != Permission.NeedsHuman);
    private readonly Queue<NodeEvent> _events = new();

    /// <summary>Takes up what an earlier run left.</summary>
    public void Restore(IEnumerable<ResponseDecision> decisions, IEnumerable<Incident> incidents)
    {
        lock (_lock)
        {
            foreach (Incident incident in incidents) _incidents.Put(incident.Id, incident);
            foreach (ResponseDecision decision in decisions.OrderBy(decision => decision.At))
                _decisions.Put(decision.Key, decision);
        }
    }

    /// <inheritdoc/>
    public void Take(NodeEvent happened)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case NodeEvent.BlockScanned e:
                    _heads[e.Chain] = e;
                    return;
                case NodeEvent.PendingSeen or NodeEvent.SignalRaised:
                    return;
                case NodeEvent.IncidentOpened e:
                    _incidents.Put(e.Incident.Id, e.Incident);
                    break;
                case NodeEvent.IncidentChanged e:
                    _incidents.Put(e.Incident.Id, e.Incident);
                    break;
                case NodeEvent.IncidentRetracted e:
                    _incidents.Put(e.Incident.Id, e.Incident);
                    break;
                case NodeEvent.Decided e:
                    _decisions.Put(e.Decision.Key, e.Decision);
                    if (e.Decision.Permission == Permission.Withheld) return;
                    break;
                case NodeEvent.Blind e:
                    _blind[(e.Chain, e.Missing)] = e;
                    break;
                case NodeEvent.SightRestored e:
                    _blind.Remove((e.Chain, e.Missing));
                    break;
            }

            _events.Enqueue(happened);
            if (_events.Count > EventsMax) _events.Dequeue();
        }
    }

    /// <summary>All of it, the newest first.</summary>
    public Snapshot Read()
    {
        lock (_lock)
        {
            return new Snapshot(
                new Dictionary<ulong, NodeEvent.BlockScanned>(_heads), [.. _blind.Values.OrderBy(blind => blind.At)],
                [.. _incidents.NewestFirst], [.. _decisions.NewestFirst], [.. _events.Reverse()]);
        }
    }

    private static bool IsOpen(Incident incident) => incident.State is IncidentState.Open or IncidentState.Confirmed;

    /// <summary>The view at one moment.</summary>
    internal sealed record Snapshot(
        IReadOnlyDictionary<ulong, NodeEvent.BlockScanned> Heads, IReadOnlyList<NodeEvent.Blind> Blind,
        IReadOnlyList<Incident> Incidents, IReadOnlyList<ResponseDecision> Decisions, IReadOnlyList<NodeEvent> Events);

    // The latest version of each of a bounded number; what can be spared goes first, the oldest of it.
    private sealed class Latest<T>(int max, Func<T, bool> canBeSpared)
    {
        private readonly OrderedDictionary<string, T> _items = new(StringComparer.Ordinal);

        public IEnumerable<T> NewestFirst => _items.Values.Reverse();

        public void Put(string key, T item)
        {
            _items.Remove(key);
            _items.Add(key, item);
            if (_items.Count <= max) return;
            int spared = 0;
            while (spared < _items.Count - 1 && !canBeSpared(_items.GetAt(spared).Value)) spared++;
            _items.RemoveAt(spared < _items.Count - 1 ? spared : 0);
        }
    }
}
