using System.ComponentModel.DataAnnotations;

namespace Cordon.Ethereum.Rpc;

/// <summary>Limits of one connection to a node.</summary>
public sealed record RpcClientOptions
{
    /// <summary>Time for one call from sending to the last byte of its answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest answer, in bytes. Traces of a busy block reach tens of MiB.</summary>
    [Range(1_024, 1 << 30)]
    public int AnswerBytesMax { get; init; } = 256 << 20;

    /// <summary>Most calls in one batch message; most nodes refuse more than 100.</summary>
    [Range(1, 10_000)]
    public int BatchCallsMax { get; init; } = 100;

    /// <summary>Notifications of one subscription that may wait for a slow reader before some are dropped (and
    /// reported).</summary>
    [Range(1, 1_000_000)]
    public int NotificationsWaitingMax { get; init; } = 4_096;

    /// <summary>Pause before the first attempt to reconnect; doubles with each failure.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest pause between attempts to reconnect.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReconnectDelayMax { get; init; } = TimeSpan.FromSeconds(15);
}
