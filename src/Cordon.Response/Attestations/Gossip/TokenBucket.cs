namespace Cordon.Response.Attestations.Gossip;

/// <summary>Lets a burst through, and then so many a second. Not for concurrent use.</summary>
internal sealed class TokenBucket(int burst, int perSecond, TimeProvider time)
{
    private double _tokens = burst;
    private long _at = time.GetTimestamp();

    /// <summary>Whether it is full: nobody has used it for a while.</summary>
    public bool IsFull => Refilled() >= burst;

    public bool TryTake()
    {
        _tokens = Refilled();
        _at = time.GetTimestamp();
        if (_tokens < 1) return false;
        _tokens--;
        return true;
    }

    /// <summary>Whether there is something to take.</summary>
    public bool HasToken => Refilled() >= 1;

    private double Refilled() => Math.Min(burst, _tokens + (time.GetElapsedTime(_at).TotalSeconds * perSecond));
}
