using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection.AbnormalOutflow;

public sealed class AbnormalOutflowOptions
{
    /// <summary>Length of the windows whose outflows are compared, in blocks.</summary>
    [Range(1, 50_000)]
    public int WindowBlocks { get; init; } = 25;

    /// <summary>Earlier windows with outflows that a contract needs before it is judged by its history.</summary>
    [Range(4, 1_000)]
    public int HistoryCountMin { get; init; } = 16;

    /// <summary>Earlier windows kept for a contract and asset.</summary>
    [Range(4, 4_096)]
    public int HistoryCountMax { get; init; } = 256;

    /// <summary>Robust z-score from which an outflow is abnormal, in standard deviations.</summary>
    [Range(1.0, 1_000.0)]
    public double SigmaMin { get; init; } = 12;

    /// <summary>Share of holdings whose loss in one transaction fires for a configured contract, in bps.</summary>
    [Range(1, 10_000)]
    public int ShareBpsMin { get; init; } = 3_000;

    /// <summary>Share of its holdings that a contract which is not configured must pay out in one transaction for that
    /// to enter its history, in basis points: small payments would fill the memory and say nothing.</summary>
    [Range(1, 10_000)]
    public int FollowedBpsMin { get; init; } = 100;

    /// <summary>Contracts and assets remembered; further ones wait until the scan restarts.</summary>
    [Range(1, 1_000_000)]
    public int SeriesCountMax { get; init; } = 20_000;
}
