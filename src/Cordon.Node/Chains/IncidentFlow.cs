using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Node.Actions;
using Cordon.Node.Decisions;
using Cordon.Node.Events;
using Cordon.Node.Incidents;

namespace Cordon.Node.Chains;

/// <summary>Where what one chain's watches found goes: told, decided about, acted on.</summary>
/// <remarks>Nothing here waits for an endpoint's answer: what is under way is waited for at the end alone.</remarks>
internal sealed class IncidentFlow(
    ulong chain, ResponseDesk desk, ChainActions actions, EventPump events, CancellationToken stop)
{
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();

    /// <summary>Tells signals, those taken back too.</summary>
    public void Tell(IReadOnlyList<Signal> signals)
    {
        foreach (Signal signal in signals)
        {
            events.Tell(new NodeEvent.SignalRaised(chain, events.Now, signal));
            if (!signal.Retracted && Sight.TryRead(signal, out string missing, out string cause, out var unseen))
                events.Tell(new NodeEvent.Blind(chain, events.Now, missing, cause, unseen));
        }
    }

    /// <summary>Decides about incidents first, and tells of them then: the attack does not wait.</summary>
    /// <param name="isPreliminary">More is known in a moment: <see cref="Complete"/> is called then.</param>
    public void Take(IReadOnlyList<IncidentNews> news, ActionClock? clock = null, bool isPreliminary = false)
    {
        foreach (IncidentNews item in news)
        {
            if (item.Incident.State is IncidentState.Retracted or IncidentState.Dismissed or IncidentState.Resolved)
                actions.Verdicts.Withdrawn(item.Incident.Id);
            Track(desk.RespondAsync(item.Incident, actions, clock, isPreliminary, stop));
            if (item.IsBack) Track(desk.RepeatAsync(item.Incident, actions, stop));
        }

        foreach (IncidentNews item in news) events.Tell(EventOf(item));
    }

    /// <summary>Decides about an incident once more: what was still to come has changed nothing.</summary>
    public void Complete(Incident incident, ActionClock? clock) =>
        Track(desk.RespondAsync(incident, actions, clock, isPreliminary: false, stop));

    /// <summary>Waits for all that is under way.</summary>
    public Task SettleAsync() => Task.WhenAll(_underWay.Keys);

    private NodeEvent EventOf(IncidentNews item) => item switch
    {
        { Incident.State: IncidentState.Retracted } =>
            new NodeEvent.IncidentRetracted(chain, events.Now, item.Incident),
        { IsNew: true } => new NodeEvent.IncidentOpened(chain, events.Now, item.Incident),
        _ => new NodeEvent.IncidentChanged(chain, events.Now, item.Incident),
    };

    private void Track(Task acting)
    {
        if (acting.IsCompletedSuccessfully) return;
        Task watched = WatchAsync(acting);
        _underWay[watched] = 0;
        _ = watched.ContinueWith(
            done => _underWay.TryRemove(done, out _), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task WatchAsync(Task acting)
    {
        try
        {
            await acting;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was not sent is taken up by the next run.
        }
        catch (Exception fault)
        {
            events.Tell(new NodeEvent.Blind(
                chain, events.Now, "acting on incidents", $"{fault.GetType().Name}: {fault.Message}",
                ImmutableArray.Create("what was granted")));
        }
    }
}
