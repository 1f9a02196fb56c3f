using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection.LiquidationSpike;

public sealed class LiquidationSpikeOptions
{
    /// <summary>Length of the windows whose liquidated amounts are compared, in blocks.</summary>
    [Range(1, 50_000)]
    public int WindowBlocks { get; init; } = 50;

    /// <summary>Earlier windows with liquidations that a market needs before it is judged.</summary>
    [Range(4, 1_000)]
    public int HistoryCountMin { get; init; } = 8;

    /// <summary>Earlier windows kept for a market.</summary>
    [Range(4, 4_096)]
    public int HistoryCountMax { get; init; } = 256;

    /// <summary>Robust z-score from which a window is a spike, in standard deviations.</summary>
    [Range(1.0, 1_000.0)]
    public double SigmaMin { get; init; } = 8;
}
