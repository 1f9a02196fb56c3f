namespace Cordon.Node.Dashboard;

/// <summary>Lets so many requests through in each span of time. Thread-safe.</summary>
internal sealed class RequestWindow(int max, TimeSpan span, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _begun = time.GetTimestamp();
    private int _taken;

    public bool TryTake()
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_begun) >= span) (_begun, _taken) = (time.GetTimestamp(), 0);
            return _taken++ < max;
        }
    }
}
