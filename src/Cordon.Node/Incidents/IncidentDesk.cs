using System.Globalization;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Engine.Correlation;
using Cordon.Engine.Pending;
using Cordon.Engine.Reorgs;
using Cordon.Ethereum;

namespace Cordon.Node.Incidents;

/// <summary>The incidents of one chain, however they are seen: a threat found while pending and found again in its
/// block is one incident, told under one id. Thread-safe.</summary>
/// <remarks>
/// Two watches see, each with its own correlation: the scan of blocks, and what the node finds besides it
/// (<see cref="OwnSignals"/>). Incidents of the two are one when they share a transaction, an attacker or a victim. The
/// id that was told first stays; that of a pending transaction follows from the transaction alone, so that a restart or
/// another head gives it again.
/// </remarks>
internal sealed class IncidentDesk
{
    private readonly Lock _lock = new();
    private readonly ulong _chain;
    private readonly Correlator _correlator;
    private readonly ulong _windowBlocks;
    private readonly OwnSignals _own;
    private readonly Dictionary<string, string> _toldAs = new(StringComparer.Ordinal); // id of either watch: told id
    private readonly Dictionary<string, Incident> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _carried = new(StringComparer.Ordinal); // of an earlier run, not seen again yet
    private HashSet<string> _present = [];
    private IncidentBook _mined = IncidentBook.Empty;
    private ulong _head;

    public IncidentDesk(ulong chain, Correlator correlator, CorrelationOptions options)
    {
        (_chain, _correlator, _windowBlocks) = (chain, correlator, (ulong)options.MergeWindowBlocks);
        _own = new OwnSignals(correlator, _windowBlocks);
    }

    /// <summary>Incidents that can still grow, as they were told last.</summary>
    public IReadOnlyList<Incident> Open
    {
        get
        {
            lock (_lock) return [.. _told.Values.Where(IsOpen)];
        }
    }

    /// <summary>Takes up an earlier run: the scan's incidents, and those that something was decided about.</summary>
    public void Restore(IncidentBook mined, IEnumerable<Incident> decided, ulong head)
    {
        lock (_lock)
        {
            (_mined, _head) = (mined, head);
            foreach (Incident incident in decided.Where(incident => incident.Chain == _chain))
            {
                _told[incident.Id] = incident;
                _carried.Add(incident.Id);
            }

            foreach (Incident incident in mined.Active)
            {
                string id = NameOf(incident, isOwn: false);
                _told[id] = _told.TryGetValue(id, out Incident? known)
                    ? _correlator.Unite(incident, known) with { Id = id, Clocks = known.Clocks }
                    : incident with { Id = id };
            }
        }
    }

    /// <summary>Takes signals that are about no mined block, or about the node itself.</summary>
    public IReadOnlyList<IncidentNews> TakeEarly(
        ulong head, IReadOnlyList<Signal> signals, PendingTransaction? about, DateTimeOffset now) =>
        TakeOwn(new BlockLink(_chain, head + 1, default, default), 0, signals, about?.From, now);

    /// <summary>Takes signals about a mined block that the scan does not know: broken invariants.</summary>
    public IReadOnlyList<IncidentNews> TakeOfBlock(
        BlockLink link, ulong timestamp, IReadOnlyList<Signal> signals, DateTimeOffset now) =>
        TakeOwn(link, timestamp, signals, null, now);

    /// <summary>Takes what the scan made of a block.</summary>
    /// <param name="mined">Its incidents after the block.</param>
    /// <param name="changed">Those it opened, changed, merged or retracted.</param>
    /// <param name="withdrawn">Receives the signals of <see cref="TakeOfBlock"/> that the dropped blocks take away.
    /// </param>
    public IReadOnlyList<IncidentNews> TakeBlock(
        BlockLink link, IncidentBook mined, IReadOnlyList<Incident> changed, IReadOnlyList<BlockLink> dropped,
        DateTimeOffset now, out IReadOnlyList<Signal> withdrawn)
    {
        lock (_lock)
        {
            (_mined, _head) = (mined, link.Number);
            withdrawn = dropped.Count > 0 ? _own.Drop(dropped) : [];
            _own.Age(link.Number);
            List<IncidentNews> news = Merge(changed);
            news.AddRange(Present(now, only: null));
            news.AddRange(Gone(IncidentState.Retracted));
            return news;
        }
    }

    /// <summary>Something that could not be seen is seen again.</summary>
    public IReadOnlyList<IncidentNews> Restored(Func<Signal, bool> isOver, DateTimeOffset now)
    {
        lock (_lock)
        {
            _own.Withdraw(isOver);
            return [.. Present(now, only: null), .. Gone(IncidentState.Resolved)];
        }
    }

    /// <summary>An action has stopped an incident.</summary>
    /// <returns>The incident, null where it is not known or was contained before.</returns>
    public Incident? Contained(string id, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!_told.TryGetValue(id, out Incident? incident) || incident.Clocks.ContainedAt is not null) return null;
            return _told[id] = incident with { Clocks = incident.Clocks with { ContainedAt = now } };
        }
    }

    /// <summary>An incident as it was told last, null where it is not known.</summary>
    public Incident? Find(string id)
    {
        lock (_lock) return _told.GetValueOrDefault(id);
    }

    /// <summary>Whether nothing is known by which an incident is none, or no longer.</summary>
    public bool Stands(string id) =>
        Find(id) is not { State: IncidentState.Retracted or IncidentState.Dismissed or IncidentState.Resolved };

    /// <summary>Whether a transaction of the incident was seen before it was in a block.</summary>
    public bool IsSeenPending(Incident incident)
    {
        lock (_lock) return _own.HasPending(incident.Transactions);
    }

    private static bool IsOpen(Incident incident) => incident.State is IncidentState.Open or IncidentState.Confirmed;

    private List<IncidentNews> TakeOwn(
        BlockLink link, ulong timestamp, IReadOnlyList<Signal> signals, Address? sender, DateTimeOffset now)
    {
        if (signals.Count == 0) return [];
        lock (_lock)
        {
            IReadOnlyList<Incident> changed = _own.Add(link, timestamp, signals, sender);
            List<IncidentNews> news = Merge(changed);
            HashSet<string> only = new(StringComparer.Ordinal);
            foreach (Incident incident in changed)
            {
                if (incident.State != IncidentState.Merged) only.Add(NameOf(incident, isOwn: true));
            }

            news.AddRange(Present(now, only));
            return news;
        }
    }

    // What a watch has found to be part of an earlier incident goes by that one's name from now on.
    private List<IncidentNews> Merge(IReadOnlyList<Incident> changed)
    {
        List<IncidentNews> news = [];
        foreach (Incident incident in changed)
        {
            if (incident.MergedInto is not { } target || !_toldAs.TryGetValue(target, out string? name)) continue;
            string? old = _toldAs.GetValueOrDefault(incident.Id);
            _toldAs[incident.Id] = name;
            if (old is null || old == name || !_told.TryGetValue(old, out Incident? told)) continue;
            _told[old] = told with { State = IncidentState.Merged, MergedInto = name };
            news.Add(new IncidentNews(_told[old], false));
        }

        return news;
    }

    // What both watches have now and was told otherwise; of all incidents, or of some.
    private List<IncidentNews> Present(DateTimeOffset now, HashSet<string>? only)
    {
        Dictionary<string, Incident> present = new(StringComparer.Ordinal);
        foreach (Incident incident in _mined.Active) Put(present, incident, isOwn: false, only);
        _carried.ExceptWith(present.Keys); // mined by now: the scan has the evidence
        foreach (Incident incident in _own.Book.Active) Put(present, incident, isOwn: true, only);
        if (only is null) _present = [.. present.Keys];

        List<IncidentNews> news = [];
        foreach ((string id, Incident incident) in present)
        {
            Incident? known = _told.GetValueOrDefault(id);
            Incident whole = known is not null && _carried.Contains(id)
                ? _correlator.Unite(incident, known) with { Id = id } // what an earlier run saw is evidence still
                : incident;
            if (known is not null && IsSame(known, whole)) continue;
            Incident latest = whole with
            {
                Clocks = whole.Clocks with
                {
                    DetectedAt = known?.Clocks.DetectedAt ?? now,
                    ContainedAt = known?.Clocks.ContainedAt,
                },
            };
            _told[id] = latest;
            news.Add(new IncidentNews(
                latest, known is null, known?.State == IncidentState.Retracted && IsOpen(latest)));
        }

        return news;
    }

    // What was told and neither watch has any more.
    private List<IncidentNews> Gone(IncidentState state)
    {
        List<IncidentNews> news = [];
        foreach ((string id, Incident known) in _told.ToArray())
        {
            if (_present.Contains(id)) continue;
            if (IsOld(known))
            {
                _told.Remove(id);
                _carried.Remove(id);
            }
            else if (IsOpen(known) && !_carried.Contains(id))
            {
                news.Add(new IncidentNews(_told[id] = known with { State = state }, false));
            }
        }

        return news;
    }

    private void Put(Dictionary<string, Incident> present, Incident incident, bool isOwn, HashSet<string>? only)
    {
        string id = NameOf(incident, isOwn);
        if (only?.Contains(id) == false) return;
        present[id] = present.TryGetValue(id, out Incident? other)
            ? _correlator.Unite(other, incident)
            : incident with { Id = id };
    }

    private string NameOf(Incident incident, bool isOwn)
    {
        if (_toldAs.TryGetValue(incident.Id, out string? known)) return known;
        string name = _told.Values.FirstOrDefault(told => IsOneWith(told, incident))?.Id
            ?? (isOwn ? OwnId(incident) : incident.Id);
        return _toldAs[incident.Id] = name;
    }

    private bool IsOneWith(Incident told, Incident incident)
    {
        if (told.Transactions.Any(tx => incident.Transactions.Contains(tx))) return true;
        if (told.Root == incident.Root && !IsOld(told)) return true;
        return IsOpen(told) && !IsOld(told)
            && (told.Attackers.Any(address => incident.Attackers.Contains(address))
                || told.Victims.Any(address => incident.Victims.Contains(address)));
    }

    private bool IsOld(Incident incident) => incident.LastBlock + _windowBlocks < _head;

    private static bool IsSame(Incident told, Incident now) =>
        told.State == now.State && told.LogOdds.Equals(now.LogOdds) && told.SignalCount == now.SignalCount
        && told.Severity == now.Severity && told.Transactions.Length == now.Transactions.Length
        && told.Attackers.Length == now.Attackers.Length && told.Victims.Length == now.Victims.Length
        && told.Protocol == now.Protocol && told.Summary == now.Summary;

    // Of the chain and what it began with alone: the block in which it will be mined is not known yet.
    private static string OwnId(Incident incident) => incident.Root.StartsWith("tx ", StringComparison.Ordinal)
        ? Keccak256.HashUtf8(string.Create(CultureInfo.InvariantCulture, $"{incident.Chain}|{incident.Root}"))
            .ToString()[2..34]
        : incident.Id;
}
