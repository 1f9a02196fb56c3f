using System.ComponentModel.DataAnnotations;

namespace Cordon.Engine.Sources.Node;

/// <summary>How blocks are read from a node.</summary>
public sealed record NodeSourceOptions
{
    /// <summary>Blocks fetched at the same time; hides the node's latency. They are delivered in order.</summary>
    [Range(1, 256)]
    public int Prefetch { get; init; } = 8;

    /// <summary>Attempts at one block whose parts do not fit together, as while the chain reorganises.</summary>
    [Range(1, 100)]
    public int AttemptsMax { get; init; } = 4;

    /// <summary>Pause between two such attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan AttemptDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time between two looks at the newest block while following; a subscription, where there is one, tells
    /// sooner.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Blocks a reorganisation may go back.</summary>
    [Range(1, 100_000)]
    public int ReorgDepthMax { get; init; } = 128;

    /// <summary>Every how many blocks the other endpoints of a pool are asked for the same block; 0 is never.</summary>
    [Range(0, 1_000_000)]
    public int CrossCheckEvery { get; init; } = 1;

    /// <summary>Receipts asked for in one batch where the node lacks eth_getBlockReceipts.</summary>
    [Range(1, 1_000)]
    public int ReceiptsBatch { get; init; } = 100;
}
