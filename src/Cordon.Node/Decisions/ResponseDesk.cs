using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Registry;
using Cordon.Node.Settings;
using Cordon.Response.Policies;

namespace Cordon.Node.Decisions;

/// <summary>Decides about incidents, keeps the decisions, then has them carried out: never the other way round. What
/// is sent goes to the disk in one with the decision it follows from.</summary>
internal sealed class ResponseDesk
{
    private const string Store = "the store of decisions";

    private readonly Lock _lock = new(); // one decision after the other, or two would use the same budget
    private readonly DecisionLedger _ledger;
    private readonly IActionBounds _bounds;
    private readonly EventPump _events;
    private readonly Action<Incident, ResponseDecision> _notify;
    private readonly AnswerJudge _answers;
    private readonly Backlog _backlog = new();
    private readonly Dictionary<(ulong Chain, string Name), GuardedProtocol> _guarded;
    private bool _isStoreLost;

    public ResponseDesk(
        DecisionLedger ledger, IEnumerable<GuardedProtocol> guarded, IActionBounds bounds, EventPump events,
        Action<Incident, ResponseDecision> notify)
    {
        (_ledger, _bounds, _events, _notify) = (ledger, bounds, events, notify);
        _answers = new AnswerJudge(events);
        _guarded = guarded.ToDictionary(protocol => (protocol.Protocol.Chain, protocol.Protocol.Name));
    }

    /// <summary>Decides about an incident and begins whatever is granted.</summary>
    /// <param name="isPreliminary">More about it is known in a moment, and it is to be decided about again then: a
    /// milder action is not begun that would use up what the chain allows for the gravest.</param>
    /// <returns>Ends with the answers of the endpoints; the bytes are on their way before the first wait.</returns>
    public Task RespondAsync(
        Incident incident, ChainActions chain, ActionClock? clock, bool isPreliminary, CancellationToken cancellation)
    {
        if (incident.Protocol is not { } name || !_guarded.TryGetValue((incident.Chain, name), out var guarded))
            return Task.CompletedTask;
        (ImmutableArray<ResponseDecision> news, LedgerEntry? entry) = Decide(incident, guarded, isPreliminary);
        clock?.Decided();
        ResponseDecision[] granted = [.. news.Where(decision => decision.Permission == Permission.Granted)];
        List<Task> acting = [];
        foreach (ResponseDecision decision in granted.Where(IsSent).Reverse()) // the gravest first: the attack is near
            acting.Add(CarryOutAsync(decision, incident, guarded, chain, clock, cancellation));
        if (entry is not null && !TrySettle(entry, incident)) return Task.WhenAll(acting);
        _backlog.Decided(incident);
        foreach (ResponseDecision decision in granted.Where(decision => !IsSent(decision)).Reverse())
            acting.Add(CarryOutAsync(decision, incident, guarded, chain, clock, cancellation));
        foreach (ResponseDecision decision in news)
            _events.Tell(new NodeEvent.Decided(incident.Chain, _events.Now, decision));
        return Task.WhenAll(acting);
    }

    /// <summary>Takes up what a person has answered, what an earlier run granted and may not have begun, and what this
    /// one could not keep or send.</summary>
    /// <param name="chains">By chain id.</param>
    /// <param name="isStart">Whether grants of an earlier run are to be looked at as well.</param>
    public async Task ResumeAsync(
        IReadOnlyDictionary<ulong, ChainActions> chains, bool isStart, CancellationToken cancellation)
    {
        foreach ((ResponseDecision known, ResponseDecision? found, Incident incident) in Due(isStart))
        {
            if (!_guarded.TryGetValue((incident.Chain, known.Protocol), out GuardedProtocol? guarded)) continue;
            ChainActions? chain = chains.GetValueOrDefault(incident.Chain);
            ResponseDecision? decision = known;
            if (found is not null) decision = await HearAsync(known, found, incident, guarded, chain, cancellation);
            else if (known.Action == ResponseAction.Notify) continue; // told before, or overtaken
            else if (await _answers.ObjectionToGrantAsync(known, incident, guarded, chain?.Node, cancellation)
                is { } no)
            {
                _events.Tell(new NodeEvent.ActionFailed(
                    incident.Chain, _events.Now, known, $"it is not taken up again: {no}"));
                continue;
            }

            if (decision?.Permission != Permission.Granted || chain is null) continue;
            if (decision.Action >= ResponseAction.Throttle) await chain.RecallBidsAsync(incident, cancellation);
            await CarryOutAsync(decision, incident, guarded, chain, null, cancellation);
        }

        if (!isStart) await CatchUpAsync(chains, cancellation);
    }

    // What a store or the key failed at, which may work by now.
    private async Task CatchUpAsync(IReadOnlyDictionary<ulong, ChainActions> chains, CancellationToken cancellation)
    {
        foreach (Incident incident in _backlog.Undecided())
        {
            if (chains.TryGetValue(incident.Chain, out ChainActions? chain))
                await RespondAsync(incident, chain, null, isPreliminary: false, cancellation);
        }

        foreach ((ResponseDecision decision, Incident incident) in _backlog.TakeUnsent())
        {
            if (!chains.TryGetValue(incident.Chain, out ChainActions? chain)) continue;
            if (_guarded.TryGetValue((incident.Chain, decision.Protocol), out GuardedProtocol? guarded))
                await CarryOutAsync(decision, incident, guarded, chain, null, cancellation);
        }
    }

    // What an earlier run granted, and what waits and was answered: then with the answer as the store has it.
    private List<(ResponseDecision Known, ResponseDecision? Found, Incident Incident)> Due(bool isStart)
    {
        List<(ResponseDecision, ResponseDecision?, Incident)> due = [];
        try
        {
            lock (_lock)
            {
                _ledger.Flush();
                foreach (ResponseDecision known in _ledger.Latest.ToArray())
                {
                    bool isWaiting = known.Permission == Permission.NeedsHuman;
                    ResponseDecision? found = isWaiting ? _ledger.Unread(known) : null;
                    bool isDue = isWaiting ? found is not null : known.Permission == Permission.Granted && isStart;
                    if (isDue && _ledger.FindIncident(known.Incident) is { } incident)
                        due.Add((known, found, incident));
                }
            }

            SayRegained();
        }
        catch (StoreException failure)
        {
            SayLost(failure);
        }

        return due;
    }

    // What an answer makes of a decision, kept and told; null while it cannot be said.
    private async Task<ResponseDecision?> HearAsync(
        ResponseDecision asked, ResponseDecision found, Incident incident, GuardedProtocol guarded,
        ChainActions? chain, CancellationToken cancellation)
    {
        ResponseDecision? judged = await _answers.JudgeAsync(
            asked, found, incident, guarded, chain?.Node, cancellation);
        if (judged is null) return null;
        try
        {
            lock (_lock) _ledger.Answered(found, judged);
        }
        catch (StoreException failure)
        {
            SayLost(failure);
            return null;
        }

        _events.Tell(new NodeEvent.Decided(incident.Chain, _events.Now, judged));
        return judged;
    }

    // Once, however often it is tried.
    private void SayLost(StoreException failure)
    {
        if (Interlocked.Exchange(ref _isStoreLost, true)) return;
        _events.Tell(new NodeEvent.Blind(
            0, _events.Now, Store, failure.Message, ["acting on incidents", "answers of humans"]));
    }

    private void SayRegained()
    {
        if (!_backlog.HasUndecided && Interlocked.Exchange(ref _isStoreLost, false))
            _events.Tell(new NodeEvent.SightRestored(0, _events.Now, Store));
    }

    /// <summary>Has carried out once more what contains an incident that was retracted and stands again, as far as it
    /// was withdrawn meanwhile and is still granted; its verdict is given again where somebody raises it.</summary>
    public async Task RepeatAsync(Incident incident, ChainActions chain, CancellationToken cancellation)
    {
        if (incident.Protocol is not { } name || !_guarded.TryGetValue((incident.Chain, name), out var guarded)) return;
        ResponseDecision[] granted;
        lock (_lock)
        {
            DateTimeOffset now = _events.Now;
            granted = [.. _ledger.Latest.Where(decision => decision.Incident == incident.Id
                && decision.Permission == Permission.Granted
                && (decision.Action == ResponseAction.Attest
                    || (IsSent(decision) && decision.At + decision.Duration > now)))];
        }

        foreach (ResponseDecision decision in granted)
            await CarryOutAsync(decision, incident, guarded, chain, null, cancellation);
    }

    /// <summary>Writes down what waits to be.</summary>
    public void Flush()
    {
        try
        {
            lock (_lock) _ledger.Flush();
        }
        catch (StoreException failure)
        {
            _events.Tell(new NodeEvent.Blind(
                0, _events.Now, "the store of decisions", failure.Message, ["what was decided not to be done"]));
        }
    }

    private static bool IsSent(ResponseDecision decision) => decision.Action >= ResponseAction.Throttle;

    // What nothing took along is written now.
    private bool TrySettle(LedgerEntry entry, Incident incident)
    {
        try
        {
            entry.Write.Complete();
        }
        catch (StoreException failure)
        {
            lock (_lock)
            {
                _ledger.Settle(entry, isKept: false);
                _backlog.AddUndecided(incident, entry.Decisions);
            }

            SayLost(failure);
            return false;
        }

        lock (_lock) _ledger.Settle(entry, isKept: true);
        return true;
    }

    // The entry is null where nothing has to be kept at once.
    private (ImmutableArray<ResponseDecision> News, LedgerEntry? Entry) Decide(
        Incident incident, GuardedProtocol guarded, bool isPreliminary)
    {
        lock (_lock)
        {
            DateTimeOffset now = _events.Now;
            ImmutableArray<ResponseDecision> decisions = Decider.Decide(
                guarded.Policy, _bounds.Of(guarded), incident, _ledger.Of(guarded.Protocol.Name, now), now);
            if (isPreliminary) decisions = Decider.WithoutMilder(decisions);
            ImmutableArray<ResponseDecision> news = [.. decisions.Where(_ledger.IsNews)];
            if (!news.All(decision => decision.Permission == Permission.Withheld))
                return (news, _ledger.Begin(news, incident));
            _ledger.KeepLater(news, incident);
            return (news, null);
        }
    }

    private async Task CarryOutAsync(
        ResponseDecision decision, Incident incident, GuardedProtocol guarded, ChainActions chain, ActionClock? clock,
        CancellationToken cancellation)
    {
        switch (decision.Action)
        {
            case ResponseAction.Notify:
                _notify(incident, decision);
                return;
            case ResponseAction.Attest:
                chain.Verdicts.Decided(incident, guarded, isAnyEvidence: false);
                return;
            default:
                IPendingWrite? along;
                lock (_lock) along = _ledger.UnderWay(decision);
                bool isOver = await chain.CarryOutAsync(decision, incident, guarded, clock, along, cancellation);
                lock (_lock)
                {
                    if (!isOver && _ledger.Has(decision)) _backlog.AddUnsent(decision, incident);
                }

                return;
        }
    }
}
