namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>A clock that only moves when told to, and then fires what is due.</summary>
internal sealed class ManualTime : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _elapsed = TimeSpan.FromSeconds(1); // timestamp 0 would look like "never"

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far the time of day was set forward or back.</summary>
    public TimeSpan Correction { get; set; }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _elapsed + Correction;

    public override long GetTimestamp() => _elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_lock) _timers.Add(timer);
        return timer;
    }

    /// <summary>Waits until something sleeps for a time within these bounds.</summary>
    public async Task WaitForSleeperAsync(TimeSpan atLeast, TimeSpan atMost, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        while (true)
        {
            lock (_lock)
            {
                if (_timers.Exists(t => t.Due - _elapsed is { } left && left >= atLeast && left <= atMost)) return;
            }

            await Task.Delay(5, limit.Token);
        }
    }

    public void Advance(TimeSpan by)
    {
        ManualTimer[] due;
        lock (_lock)
        {
            _elapsed += by;
            due = [.. _timers.Where(timer => timer.Due <= _elapsed)];
            _timers.RemoveAll(due.Contains);
        }

        foreach (ManualTimer timer in due) timer.Fire();
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public TimeSpan? Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsed + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (time._lock) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
