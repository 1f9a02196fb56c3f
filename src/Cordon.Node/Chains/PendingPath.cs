using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Incidents;
using Cordon.Node.Settings;

namespace Cordon.Node.Chains;

/// <summary>Follows the pending transactions of one chain: verdict, incident, decision, answer.</summary>
internal sealed class PendingPath(
    ulong chain,
    PendingWatch watch, IncidentDesk incidents, IncidentFlow flow, RivalBids rivals, Sight sight, EventPump events,
    NodeOptions options, TimeProvider time)
{
    private const string Transactions = "pending transactions";
    private const string Overflow = "pending transactions that were skipped";

    // By transaction, the incidents that were decided about before all was known of it.
    private readonly Dictionary<Hash256, HashSet<string>> _preliminary = [];
    private long _overlooked;

    /// <summary>What was seen and not seen.</summary>
    public PendingSummary Summary => watch.Summary;

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await foreach (PendingVerdict verdict in watch.WatchAsync(cancellation)) Take(verdict);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                sight.Lost(Transactions, failure.Message, "attacks before they are mined");
                foreach (Hash256 transaction in _preliminary.Keys.ToArray()) Complete(transaction, [], null);
            }

            await Task.Delay(options.RetryDelay, time, cancellation);
        }
    }

    /// <summary>Says when more came than could be looked at; to be called now and then.</summary>
    public void CheckOverflow()
    {
        PendingSummary summary = watch.Summary;
        long overlooked = summary.Skipped + summary.Lost;
        if (overlooked > _overlooked)
            sight.Lost(Overflow, $"{overlooked - _overlooked} of {summary.Noticed} since the last block: more came "
                + "than could be run, the least urgent were left out", "attacks before they are mined");
        else sight.Regained(Overflow);
        _overlooked = overlooked;
    }

    private void Take(PendingVerdict verdict)
    {
        if (verdict.Signals.Count > 0 || IsAwaited(verdict)) Respond(verdict);
        if (verdict.Transaction is null) sight.Heard(verdict.Signals);
        else if (verdict.WasSimulated) sight.Regained(Transactions);
        events.Tell(new NodeEvent.PendingSeen(chain, events.Now, verdict));
    }

    private bool IsAwaited(PendingVerdict verdict) =>
        verdict is { IsComplete: true, Transaction: { } transaction } && _preliminary.ContainsKey(transaction.Hash);

    private void Respond(PendingVerdict verdict)
    {
        ActionClock? clock = null;
        if (verdict.Transaction is { } transaction)
        {
            clock = new ActionClock(time, transaction.NoticedAt, verdict.Timings);
            rivals.Note(transaction);
        }

        IReadOnlyList<IncidentNews> news = verdict.Signals.Count == 0
            ? []
            : incidents.TakeEarly(verdict.Head, verdict.Signals, verdict.Transaction, events.Now);
        flow.Take(news, clock, isPreliminary: !verdict.IsComplete);
        if (verdict.Transaction is { } about)
        {
            if (verdict.IsComplete) Complete(about.Hash, news, clock);
            else Await(about.Hash, news);
        }

        flow.Tell(verdict.Signals);
    }

    private void Await(Hash256 transaction, IReadOnlyList<IncidentNews> news)
    {
        if (!_preliminary.TryGetValue(transaction, out HashSet<string>? waiting))
            _preliminary.Add(transaction, waiting = new HashSet<string>(StringComparer.Ordinal));
        waiting.UnionWith(news.Select(item => item.Incident.Id));
    }

    // About what has changed it has just been decided.
    private void Complete(Hash256 transaction, IReadOnlyList<IncidentNews> news, ActionClock? clock)
    {
        if (!_preliminary.Remove(transaction, out HashSet<string>? waiting)) return;
        waiting.ExceptWith(news.Select(item => item.Incident.Id));
        foreach (string id in waiting)
        {
            if (incidents.Find(id) is { } incident) flow.Complete(incident, clock);
        }
    }
}
