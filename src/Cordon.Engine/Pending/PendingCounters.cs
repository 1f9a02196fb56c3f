namespace Cordon.Engine.Pending;

/// <summary>Counts from several threads what becomes of pending transactions.</summary>
internal sealed class PendingCounters
{
    private readonly long[] _skipped = new long[Enum.GetValues<PendingRank>().Length];
    private long _noticed, _repeated, _replacements, _unfetched, _malformed, _mined, _simulated, _refused, _plain;
    private long _lost, _superseded, _notRepeated, _returned, _queued;

    public void Noticed() => Interlocked.Increment(ref _noticed);

    public void Repeated() => Interlocked.Increment(ref _repeated);

    public void Replaced() => Interlocked.Increment(ref _replacements);

    public void Unfetched() => Interlocked.Increment(ref _unfetched);

    public void Malformed() => Interlocked.Increment(ref _malformed);

    public void Mined() => Interlocked.Increment(ref _mined);

    public void Simulated() => Interlocked.Increment(ref _simulated);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Plain() => Interlocked.Increment(ref _plain);

    public void Lost(int count = 1) => Interlocked.Add(ref _lost, count);

    public void Superseded() => Interlocked.Increment(ref _superseded);

    public void NotRepeated() => Interlocked.Increment(ref _notRepeated);

    public void Returned() => Interlocked.Increment(ref _returned);

    public void Queued() => Interlocked.Increment(ref _queued);

    public void Skipped(PendingRank rank, int count = 1) => Interlocked.Add(ref _skipped[(int)rank], count);

    public PendingSummary Read() => new()
    {
        Noticed = Interlocked.Read(ref _noticed),
        Repeated = Interlocked.Read(ref _repeated),
        Replacements = Interlocked.Read(ref _replacements),
        Unfetched = Interlocked.Read(ref _unfetched),
        Malformed = Interlocked.Read(ref _malformed),
        Mined = Interlocked.Read(ref _mined),
        Simulated = Interlocked.Read(ref _simulated),
        Refused = Interlocked.Read(ref _refused),
        Plain = Interlocked.Read(ref _plain),
        SkippedByRank = [.. Enumerable.Range(0, _skipped.Length).Select(i => Interlocked.Read(ref _skipped[i]))],
        Lost = Interlocked.Read(ref _lost),
        Superseded = Interlocked.Read(ref _superseded),
        NotRepeated = Interlocked.Read(ref _notRepeated),
        Returned = Interlocked.Read(ref _returned),
        Queued = Interlocked.Read(ref _queued),
    };
}
