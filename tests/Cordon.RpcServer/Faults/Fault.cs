namespace Cordon.RpcServer.Faults;

/// <summary>One misbehaviour: which requests it strikes, and how often.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Strikes only this method; null strikes all.</summary>
    public string? Method { get; init; }

    /// <summary>Strikes only requests about this block; null strikes all.</summary>
    public ulong? Block { get; init; }

    /// <summary>How many requests it strikes before it is over.</summary>
    public int Times { get; init; } = int.MaxValue;

    public TimeSpan Duration { get; init; }

    public ulong Amount { get; init; }

    public int Index { get; init; }

    public int LogIndex { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Lets <see cref="Duration"/> pass: the slowness that the client under test has to bear.</summary>
    internal async Task ElapseAsync(CancellationToken cancellation)
    {
        if (Duration <= TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(Duration);
        await timer.WaitForNextTickAsync(cancellation);
    }
}
