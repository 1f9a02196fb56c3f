namespace Cordon.Engine.Pending;

/// <summary>How long each of several endpoints is left alone after a failure: the pause doubles while one fails again
/// soon after it was taken back. The caller keeps two threads out at once.</summary>
internal sealed class ReturnPauses(int count, TimeSpan first, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly long[] _failedAt = new long[count];
    private readonly long[] _returnedAt = new long[count];
    private readonly TimeSpan[] _pauses = new TimeSpan[count];

    /// <summary>An endpoint has failed, in use or when it was looked at.</summary>
    public void Failed(int place)
    {
        bool wasGoodForLong = _returnedAt[place] != 0 && time.GetElapsedTime(_returnedAt[place]) > Longest;
        TimeSpan next = wasGoodForLong || _pauses[place] == default ? first : _pauses[place] * 2;
        _pauses[place] = next < Longest ? next : Longest;
        (_failedAt[place], _returnedAt[place]) = (time.GetTimestamp(), 0);
    }

    /// <summary>An endpoint is in use again.</summary>
    public void Returned(int place) => _returnedAt[place] = Math.Max(time.GetTimestamp(), 1);

    /// <summary>Whether an endpoint may be looked at again.</summary>
    public bool IsOver(int place) => time.GetElapsedTime(_failedAt[place]) >= _pauses[place];

    /// <summary>Waits for the shortest pause there is.</summary>
    public Task WaitAsync(CancellationToken cancellation) => Task.Delay(first, time, cancellation);
}
