using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>Collects what a scanner tells while the arena plays.</summary>
internal sealed class ScanLog(IArenaScanner scanner, BlockClock clock, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<TimedFinding> _findings = [];
    private readonly List<TimeSpan> _delays = [];
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _scanned;
    private ulong? _awaited;

    /// <summary>
    /// What was told so far; the delay of each block until everything about it was said; the latest such block.
    /// </summary>
    public (TimedFinding[] Findings, TimeSpan[] Delays, ulong Scanned) Snapshot()
    {
        lock (_lock) return ([.. _findings], [.. _delays], _scanned);
    }

    /// <summary>Called for each finding as it comes.</summary>
    public Action<TimedFinding>? Heard { get; init; }

    /// <summary>Listens until cancelled; a scanner that fails or ends by itself ends this with an error.</summary>
    public async Task RunAsync(RpcEndpoint node, ulong first, CancellationToken cancellation)
    {
        try
        {
            await foreach (ScanStep step in scanner.FollowAsync(node, first, cancellation))
                await NoteAsync(step, cancellation);
            throw new ArenaException($"The scanner ended by itself after block {_scanned}.");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The demo is over.
        }
    }

    /// <summary>Ends when the scanner has told about that block.</summary>
    public Task WaitForAsync(ulong block)
    {
        lock (_lock)
        {
            _awaited = block;
            if (_scanned >= block) _reached.TrySetResult();
        }

        return _reached.Task;
    }

    private async Task NoteAsync(ScanStep step, CancellationToken cancellation)
    {
        long now = time.GetTimestamp();
        TimeSpan delay = await clock.SinceArrivalAsync(step.Block, now, cancellation);
        TimedFinding[] timed = [.. step.Findings.Select(f => new TimedFinding(f, step.Block, delay))];
        foreach (TimedFinding finding in timed) Heard?.Invoke(finding);

        lock (_lock)
        {
            _delays.Add(delay);
            _findings.AddRange(timed);
            _scanned = step.Block;
            if (_awaited <= step.Block) _reached.TrySetResult();
        }
    }
}
