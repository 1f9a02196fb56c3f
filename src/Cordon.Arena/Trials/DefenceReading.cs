using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Guards;

namespace Cordon.Arena.Trials;

/// <summary>Reads times and blocks of lead from what was played, what the guard told and what the chain has.</summary>
internal sealed class DefenceReading(Journal journal, string scenario, TimeProvider time)
{
    /// <summary>The transactions of the attack, in the order they were sent.</summary>
    public IReadOnlyList<PlayedTransaction> Attacks =>
        [.. journal.Played.Where(one => one.Scenario == scenario && one.Role == TransactionRole.Attack)];

    public DefenceReport Read(IReadOnlyList<GuardEvent> events, IReadOnlyList<RaisedIncident> incidents)
    {
        long? origin = Origin();
        (TimeSpan Since, GuardEvent Event)[] timeline = origin is { } start
            ? [.. events.Where(one => one.At >= start).Select(one => (time.GetElapsedTime(start, one.At), one))]
            : [];
        return new DefenceReport
        {
            Timeline = timeline,
            Detection = First(timeline, GuardEventKind.Judged, GuardEventKind.Incident),
            Action = First(timeline, GuardEventKind.Sent),
            Quorum = First(timeline, GuardEventKind.Quorum),
            Incidents = incidents,
            LeadBlocks = Lead(incidents),
        };
    }

    private static TimeSpan? First(
        IEnumerable<(TimeSpan Since, GuardEvent Event)> timeline, params GuardEventKind[] kinds) =>
        timeline.Where(one => kinds.Contains(one.Event.Kind)).Select(one => (TimeSpan?)one.Since).FirstOrDefault();

    /// <summary>When the first transaction of the attack, or one that prepares it under the guard's eyes, could be
    /// seen.</summary>
    private long? Origin() => journal.Played
        .Where(one => one.Scenario == scenario
            && one.Role is TransactionRole.Attack or TransactionRole.Preparation)
        .Min(one => one.SeenAt);

    /// <summary>The harm is complete with the last transaction of the attack that came into a block, whatever became of
    /// it there.</summary>
    private int? Lead(IReadOnlyList<RaisedIncident> incidents)
    {
        (ulong Block, int Index)[] places = [.. Attacks
            .Where(one => one.Receipt is not null)
            .Select(one => (one.Receipt!.BlockNumber, one.Succeeded ? 0 : int.MaxValue))];
        if (places.Length == 0 || incidents.Count == 0) return null;
        ulong harm = places.Max(place => place.Block), raised = incidents[0].Block;
        if (raised < harm) return (int)(harm - raised);
        // In the same block it came first if the attack's last transaction was refused there.
        return raised == harm && places.Any(place => place == (harm, int.MaxValue)) ? 0 : null;
    }
}
