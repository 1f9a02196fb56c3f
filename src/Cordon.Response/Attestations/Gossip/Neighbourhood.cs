using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Gossip;

/// <summary>Spreads what is new to a few neighbours, each of which does the same. Chance picks them, so that nobody can
/// choose to surround a node, and replaces them in time.</summary>
internal sealed class Neighbourhood : IAsyncDisposable
{
    private const int NoticesAtOnce = 16;
    private static readonly TimeSpan Avoidance = TimeSpan.FromMinutes(1);

    private readonly Lock _use = new();
    private readonly Dictionary<Address, PeerLink> _links = [];
    private readonly Dictionary<Address, DateTimeOffset> _avoided = [];
    private readonly List<Task> _closing = [];
    private readonly PeerCaller _caller;
    private readonly Address _ownKey;
    private readonly ExchangeOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private Member[] _members = [];
    private bool _isClosed;

    public Neighbourhood(
        PeerCaller caller, Address ownKey, ExchangeOptions options, TimeProvider time, Random random) =>
        (_caller, _ownKey, _options, _time, _random) = (caller, ownKey, options, time, random);

    /// <summary>What a new neighbour is told first.</summary>
    public required Func<IReadOnlyList<Attestation>> Current { get; init; }

    /// <summary>Told each message that a neighbour did not take, and whether it is given up.</summary>
    public required Action<Address, PeerAnswer, bool> OnFailure { get; init; }

    /// <summary>Takes the members of the latest look, and replaces neighbours that are gone, moved, dead or old.
    /// </summary>
    public void Look(Roster roster)
    {
        DateTimeOffset now = _time.GetUtcNow();
        List<PeerLink> opened;
        lock (_use)
        {
            if (_isClosed) return;
            _members = [.. roster.Members.Values.Where(
                member => member.Key != _ownKey && PeerAddresses.Parse(member.Endpoint) is not null)];
            foreach (Address key in _avoided.Keys.Where(key => _avoided[key] <= now).ToArray()) _avoided.Remove(key);
            foreach (PeerLink link in _links.Values.Where(link => !IsStill(link, now)).ToArray()) Close(link);
            _closing.RemoveAll(task => task.IsCompleted);
            opened = Fill(takesAvoided: true);
        }

        if (opened.Count == 0) return;
        IReadOnlyList<Attestation> current = Current();
        foreach (PeerLink link in opened) link.Offer(current);
    }

    /// <summary>Queues what is new for every neighbour but the one it came from.</summary>
    public void Spread(IReadOnlyList<Attestation> fresh, Address? from)
    {
        if (fresh.Count == 0) return;
        PeerLink[] links;
        lock (_use) links = [.. _links.Values];
        foreach (PeerLink link in links)
        {
            if (link.Member.Key != from) link.Offer(fresh);
        }
    }

    /// <summary>Any member with an endpoint; null where there is none.</summary>
    public Member? Anybody()
    {
        lock (_use) return _members.Length == 0 ? null : _members[_random.Next(_members.Length)];
    }

    /// <summary>Tells every member, each directly, that this node submits an incident's quorum.</summary>
    public async Task NoticeAsync(Hash256 incident, CancellationToken cancellation)
    {
        Member[] members;
        lock (_use) members = [.. _members];
        byte[] body = new WireMessage([], [incident]).Write();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = NoticesAtOnce,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(
            members, options, async (member, stop) => await _caller.PostAsync(member, body, stop));
    }

    public async ValueTask DisposeAsync()
    {
        Task[] closing;
        lock (_use)
        {
            _isClosed = true;
            foreach (PeerLink link in _links.Values.ToArray()) Close(link);
            closing = [.. _closing];
        }

        await Task.WhenAll(closing);
    }

    private bool IsStill(PeerLink link, DateTimeOffset now) =>
        !link.IsDead
        && now - link.OpenedAt < _options.NeighbourLifetime
        && _members.Any(member => member.Key == link.Member.Key && member.Endpoint == link.Member.Endpoint);

    private void Close(PeerLink link)
    {
        _links.Remove(link.Member.Key);
        _closing.Add(link.DisposeAsync().AsTask());
    }

    private List<PeerLink> Fill(bool takesAvoided)
    {
        List<PeerLink> opened = [];
        Member[] candidates = [.. _members.Where(member =>
            !_links.ContainsKey(member.Key) && (takesAvoided || !_avoided.ContainsKey(member.Key)))];
        _random.Shuffle(candidates);
        foreach (Member member in candidates.OrderBy(member => _avoided.ContainsKey(member.Key)))
        {
            if (_links.Count >= _options.Fanout) break;
            var link = new PeerLink(member, _caller, _options.BatchWindow, _time, Failed);
            _links[member.Key] = link;
            opened.Add(link);
        }

        return opened;
    }

    private void Failed(PeerLink link, PeerAnswer answer)
    {
        OnFailure(link.Member.Key, answer, link.IsDead);
        if (!link.IsDead) return;
        List<PeerLink> opened;
        lock (_use)
        {
            if (_isClosed) return;
            DateTimeOffset now = _time.GetUtcNow();
            _avoided[link.Member.Key] = now + Avoidance;
            if (_links.GetValueOrDefault(link.Member.Key) == link) Close(link);
            // Those that failed of late wait for the next look, or unreachable ones would be called without a pause.
            opened = Fill(takesAvoided: false);
        }

        IReadOnlyList<Attestation> current = Current();
        foreach (PeerLink another in opened) another.Offer(current);
    }
}
