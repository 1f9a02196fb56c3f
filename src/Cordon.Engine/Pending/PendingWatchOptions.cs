using System.ComponentModel.DataAnnotations;

namespace Cordon.Engine.Pending;

/// <summary>Bounds of a watch over pending transactions.</summary>
public sealed record PendingWatchOptions
{
    /// <summary>Simulations at the same time.</summary>
    [Range(1, 256)]
    public int Workers { get; init; } = 4;

    /// <summary>Transactions that may wait for simulation; beyond it the least urgent, and those of who sends most, are
    /// skipped, and counted.</summary>
    [Range(1, 1_000_000)]
    public int QueueMax { get; init; } = 4_096;

    /// <summary>Transactions that were skipped and are looked at after all when there is time before they are mined;
    /// beyond it the least urgent are forgotten.</summary>
    [Range(0, 1_000_000)]
    public int ReturnMax { get; init; } = 8_192;

    /// <summary>Transactions remembered, so that none is looked at twice.</summary>
    [Range(1, 10_000_000)]
    public int SeenMax { get; init; } = 65_536;

    /// <summary>Bytes of transactions remembered with their bodies, so that a later one of the same sender is run on
    /// top of them.</summary>
    [Range(1_024, 1L << 40)]
    public long SenderBytesMax { get; init; } = 64 << 20;

    /// <summary>Unmined transactions of one sender that are run before one of them; what comes later is run on top of
    /// the first so many.</summary>
    [Range(0, 1_000)]
    public int PredecessorsMax { get; init; } = 64;

    /// <summary>View calls up to which the invariants of all protocols are asked for together with the call tree,
    /// instead of those of the protocols that it turns out to reach, afterwards: more work for the node, and a verdict
    /// that need not wait for a second answer. Not while transactions wait for a worker.</summary>
    [Range(0, 10_000)]
    public int EagerCallsMax { get; init; } = 4;

    /// <summary>Hashes that may wait for their body; beyond it the newest are skipped, and counted.</summary>
    [Range(1, 1_000_000)]
    public int FetchQueueMax { get; init; } = 16_384;

    /// <summary>Bodies asked for in one message.</summary>
    [Range(1, 1_000)]
    public int FetchBatch { get; init; } = 100;

    /// <summary>Accounts of which it is remembered whether they have code.</summary>
    [Range(1, 10_000_000)]
    public int CodeMax { get; init; } = 65_536;

    /// <summary>Verdicts that may wait for a slow reader before simulation waits too.</summary>
    [Range(1, 1_000_000)]
    public int VerdictsMax { get; init; } = 1_024;

    /// <summary>Time between two looks where the endpoint has no subscriptions.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Pause before an endpoint that failed is asked again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);
}
