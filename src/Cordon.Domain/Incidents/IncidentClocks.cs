namespace Cordon.Domain.Incidents;

/// <summary>The times from which the mean times to detect and to respond are computed.</summary>
/// <param name="StartedAt">Chain time of the first block, seconds since 1970, 0 where unknown.</param>
/// <param name="LatestAt">Chain time of the latest block, likewise.</param>
/// <param name="DetectedAt">When this node raised it;
/// null in a scan of the past, which must not depend on its day.</param>
/// <param name="ContainedAt">When an action stopped it; null before.</param>
public sealed record IncidentClocks(
    ulong StartedAt, ulong LatestAt, DateTimeOffset? DetectedAt = null, DateTimeOffset? ContainedAt = null)
{
    private const ulong SecondsMax = 253_402_300_799;

    /// <summary>From the first attacking block to detection, null where either time is unknown.</summary>
    public TimeSpan? TimeToDetect => DetectedAt is { } at && StartedAt > 0 ? at - Time(StartedAt) : null;

    /// <summary>From detection to containment, null where either time is unknown.</summary>
    public TimeSpan? TimeToRespond => ContainedAt is { } at && DetectedAt is { } from ? at - from : null;

    /// <summary>A moment of chain time; the end of the year 9999 for what a chain claims to be later.</summary>
    public static DateTimeOffset Time(ulong seconds) =>
        DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, SecondsMax));
}
