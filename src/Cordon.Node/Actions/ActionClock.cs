using Cordon.Engine.Pending;

namespace Cordon.Node.Actions;

/// <summary>Takes the times of one answer to a pending attack as it goes through signer, journal and endpoints.
/// </summary>
/// <remarks>Follows the call through layers that know nothing of it: it is the current one of the asynchronous flow.
/// </remarks>
internal sealed class ActionClock(TimeProvider time, long noticedAt, PendingTimings verdict)
{
    private static readonly AsyncLocal<ActionClock?> Flow = new();

    private readonly long _begun = time.GetTimestamp();
    private long _decidedAt;
    private long _writtenAt;
    private TimeSpan _sign;
    private long _broadcastAt;

    /// <summary>The clock of the answer that is being sent, null for any other sending.</summary>
    public static ActionClock? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    public void Decided() => _decidedAt = time.GetTimestamp();

    public void Signed(TimeSpan took) => _sign += took;

    /// <summary>The bytes are about to be handed to an endpoint, the first one counts.</summary>
    public void BroadcastBegins() => Interlocked.CompareExchange(ref _broadcastAt, time.GetTimestamp(), 0);

    /// <summary>An endpoint has the bytes, the first one counts.</summary>
    public void Written() => Interlocked.CompareExchange(ref _writtenAt, time.GetTimestamp(), 0);

    /// <summary>Null while nothing was written.</summary>
    public ActionTimings? Read()
    {
        if (_writtenAt == 0 || _decidedAt == 0) return null;
        TimeSpan waited = time.GetElapsedTime(noticedAt, _begun) - verdict.Total;
        TimeSpan decide = time.GetElapsedTime(_begun, _decidedAt) + (waited > TimeSpan.Zero ? waited : TimeSpan.Zero);
        TimeSpan keep = time.GetElapsedTime(_decidedAt, _broadcastAt) - _sign;
        return new ActionTimings(
            verdict, decide, keep, _sign, time.GetElapsedTime(_broadcastAt, _writtenAt),
            time.GetElapsedTime(noticedAt, _writtenAt));
    }
}
