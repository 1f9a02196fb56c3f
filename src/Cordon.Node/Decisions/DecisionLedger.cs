using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;

namespace Cordon.Node.Decisions;

/// <summary>The decisions of the last day in memory, and all of them in the store. The caller keeps two threads from
/// deciding at once.</summary>
internal sealed class DecisionLedger
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly IDecisionStore _store;
    private readonly Dictionary<string, List<ResponseDecision>> _byProtocol = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResponseDecision> _latest = new(StringComparer.Ordinal);
    private readonly List<ResponseDecision> _waiting = [];
    private readonly Dictionary<string, Incident> _waitingAbout = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LedgerEntry> _underWay = new(StringComparer.Ordinal);

    /// <exception cref="StoreException">The store cannot be read.</exception>
    public DecisionLedger(IDecisionStore store, DateTimeOffset now)
    {
        _store = store;
        foreach (ResponseDecision decision in store.ReadSince(null, now - Day)) Remember(decision);
    }

    /// <summary>The latest decision of each key of the last day.</summary>
    public IEnumerable<ResponseDecision> Latest => _latest.Values;

    /// <summary>Decisions about a protocol, of a day at least.</summary>
    public IReadOnlyCollection<ResponseDecision> Of(string protocol, DateTimeOffset now)
    {
        if (!_byProtocol.TryGetValue(protocol, out List<ResponseDecision>? decisions)) return [];
        if (decisions.Count > 0 && decisions[0].At < now - (2 * Day)) Forget(decisions, now - Day);
        return decisions;
    }

    /// <summary>Whether a decision is the latest of its key: one that could not be kept is forgotten.</summary>
    public bool Has(ResponseDecision decision) =>
        ReferenceEquals(_latest.GetValueOrDefault(decision.Key), decision);

    /// <summary>Whether a decision says something that is not written down yet. The same answer does not, nor does a
    /// refusal because of what was decided before, nor one for the same reason with other numbers.</summary>
    public bool IsNews(ResponseDecision decision)
    {
        if (!_latest.TryGetValue(decision.Key, out ResponseDecision? known)) return true;
        if (decision.Permission != Permission.Withheld) return decision.Permission != known.Permission;
        return known.Permission == Permission.Withheld && !IsSameReason(decision, known);
    }

    /// <summary>Remembers decisions, which are on their way to the store with the incident they are about, until
    /// <see cref="Settle"/> is called.</summary>
    public LedgerEntry Begin(IReadOnlyCollection<ResponseDecision> decisions, Incident incident)
    {
        _waitingAbout.Remove(incident.Id);
        ResponseDecision[] waiting = [.. _waiting];
        Incident[] waitingAbout = [.. _waitingAbout.Values];
        var entry = new LedgerEntry(
            _store.Prepare([.. waiting, .. decisions], [.. waitingAbout, incident]), [.. decisions], waiting,
            waitingAbout, [.. decisions.SelectMany(Remember)]);
        _waiting.Clear();
        _waitingAbout.Clear();
        foreach (ResponseDecision decision in decisions) _underWay[decision.Key] = entry;
        return entry;
    }

    /// <summary>What is to go along with the sending that follows from a decision; null where the store has it.
    /// </summary>
    public IPendingWrite? UnderWay(ResponseDecision decision) => _underWay.GetValueOrDefault(decision.Key)?.Write;

    /// <summary>Decisions have arrived in the store, or have not: then they are forgotten.</summary>
    public void Settle(LedgerEntry entry, bool isKept)
    {
        foreach (ResponseDecision decision in entry.Decisions)
        {
            // A later decision of the same key, of another thread, may be on its way by now: the store has not got it.
            if (ReferenceEquals(_underWay.GetValueOrDefault(decision.Key), entry)) _underWay.Remove(decision.Key);
        }

        if (isKept) return;
        foreach (ResponseDecision decision in entry.Decisions) Forget(decision);
        foreach (ResponseDecision replaced in entry.Replaced) Remember(replaced);
        _waiting.InsertRange(0, entry.Waiting);
        foreach (Incident incident in entry.WaitingAbout) _waitingAbout.TryAdd(incident.Id, incident);
    }

    /// <summary>Remembers decisions that nothing follows from; they are kept with the next that is, or by
    /// <see cref="Flush"/>. Lost in a crash they are made anew: an attack does not wait for the disk to be told that
    /// nothing is done yet.</summary>
    public void KeepLater(IReadOnlyCollection<ResponseDecision> decisions, Incident incident)
    {
        _waiting.AddRange(decisions);
        _waitingAbout[incident.Id] = incident;
        foreach (ResponseDecision decision in decisions) Remember(decision);
    }

    /// <summary>Keeps what waits.</summary>
    /// <exception cref="StoreException">It still waits.</exception>
    public void Flush()
    {
        bool isOver = _waitingAbout.Values.Any(incident => incident.State is IncidentState.Retracted
            or IncidentState.Dismissed or IncidentState.Resolved); // the next run is not to act on what is over
        if (_waiting.Count == 0 && !isOver) return;
        _store.Keep(_waiting, _waitingAbout.Values);
        _waiting.Clear();
        _waitingAbout.Clear();
    }

    /// <summary>What the store has of a decision by now, where a person has answered there; null otherwise. It is not
    /// remembered: nobody has looked at it yet.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public ResponseDecision? Unread(ResponseDecision known) =>
        _store.Find(known.Key) is { } stored && (stored.Permission != known.Permission || stored.Answer is not null)
            ? stored
            : null;

    /// <summary>Remembers an answer, and keeps what was made of it where that is not what the store has.</summary>
    /// <exception cref="StoreException">It is neither kept nor remembered.</exception>
    public void Answered(ResponseDecision found, ResponseDecision judged)
    {
        if (judged != found) _store.Keep([judged]);
        Remember(judged);
    }

    /// <summary>An incident as it was when something was last decided about it.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public Incident? FindIncident(string id) => _store.FindIncident(id);

    private static bool IsSameReason(ResponseDecision left, ResponseDecision right)
    {
        ReadOnlySpan<char> a = left.Reasons[0], b = right.Reasons[0];
        while (!a.IsEmpty && !b.IsEmpty)
        {
            a = a.TrimStart("0123456789.");
            b = b.TrimStart("0123456789.");
            if (a.IsEmpty || b.IsEmpty || a[0] != b[0]) break;
            a = a[1..];
            b = b[1..];
        }

        return a.IsEmpty && b.IsEmpty;
    }

    // Returns what does not count any more.
    private List<ResponseDecision> Remember(ResponseDecision decision)
    {
        List<ResponseDecision> replaced = [];
        if (!_byProtocol.TryGetValue(decision.Protocol, out List<ResponseDecision>? decisions))
            _byProtocol.Add(decision.Protocol, decisions = []);
        // A grant after which the question was asked again did not stand: it used nothing up.
        if (decision.Permission == Permission.NeedsHuman)
        {
            replaced = decisions.FindAll(past => past.Key == decision.Key && past.Permission == Permission.Granted);
            decisions.RemoveAll(replaced.Contains);
        }

        decisions.Add(decision);
        _latest[decision.Key] = decision;
        return replaced;
    }

    private void Forget(ResponseDecision decision)
    {
        List<ResponseDecision> decisions = _byProtocol[decision.Protocol];
        decisions.Remove(decision);
        if (decisions.FindLast(past => past.Key == decision.Key) is { } before) _latest[decision.Key] = before;
        else _latest.Remove(decision.Key);
    }

    private void Forget(List<ResponseDecision> decisions, DateTimeOffset before)
    {
        foreach (ResponseDecision old in decisions.Where(decision => decision.At < before))
        {
            if (_latest.GetValueOrDefault(old.Key) == old) _latest.Remove(old.Key);
        }

        decisions.RemoveAll(decision => decision.At < before);
    }
}
