using Cordon.Domain.Incidents;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Response.Sending;

namespace Cordon.Node.Incidents;

/// <summary>Whether the incidents that transactions were sent for still stand. Thread-safe.</summary>
/// <param name="scanned">Hash of the newest block whose incidents are known.</param>
internal sealed class IncidentStanding(IncidentDesk incidents, Func<Hash256> scanned, TimeProvider time)
{
    // A scan that is so late is at fault itself, and says so: what was granted is not held up by it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private long _lateSince;

    /// <summary>The standing of what a record was sent for, as of the block of that hash.</summary>
    public Standing Of(SendRecord record, Hash256 head)
    {
        if (incidents.Find(IdOf(record)) is not { } incident)
            return record.Withdrawal is { } before ? Standing.Fell(before) : Standing.Holds;
        bool isOver = incident.State is IncidentState.Retracted or IncidentState.Dismissed or IncidentState.Resolved;
        if (IsCurrent(head))
        {
            return isOver
                ? Standing.Fell($"the incident is {incident.State.ToString().ToLowerInvariant()}")
                : Standing.Holds;
        }

        // A later block of the new branch may have the attack again. What was seen while pending hangs on no block.
        return !isOver && incidents.IsSeenPending(incident) ? Standing.Holds : Standing.Unclear;
    }

    /// <summary>Id of the incident that a transaction was sent for.</summary>
    public static string IdOf(SendRecord record) => record.Request.Key.Split('/')[0];

    private bool IsCurrent(Hash256 head)
    {
        lock (_lock)
        {
            if (scanned() == head)
            {
                _lateSince = 0;
                return true;
            }

            if (_lateSince == 0) _lateSince = Math.Max(time.GetTimestamp(), 1);
            return time.GetElapsedTime(_lateSince) > Patience;
        }
    }
}
