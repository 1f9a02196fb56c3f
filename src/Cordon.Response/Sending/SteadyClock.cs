namespace Cordon.Response.Sending;

/// <summary>The time of day as it has gone on since each request was taken up, whatever the machine's clock was set to
/// since: so that a clock put right does not take back what waits for its block. Not thread-safe.</summary>
/// <remarks>A next run begins with the machine's clock.</remarks>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly Dictionary<string, (DateTimeOffset At, long Timestamp)> _taken = new(StringComparer.Ordinal);

    /// <summary>The time for a request, which is taken up with this where it was not.</summary>
    public DateTimeOffset NowFor(string key)
    {
        if (_taken.TryGetValue(key, out (DateTimeOffset At, long Timestamp) taken))
            return taken.At + time.GetElapsedTime(taken.Timestamp);
        DateTimeOffset now = time.GetUtcNow();
        _taken.Add(key, (now, time.GetTimestamp()));
        return now;
    }

    /// <summary>A request is done with.</summary>
    public void Forget(string key) => _taken.Remove(key);
}
