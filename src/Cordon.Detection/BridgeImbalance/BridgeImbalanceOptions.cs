using System.ComponentModel.DataAnnotations;
namespace Cordon.Detection.BridgeImbalance;

public sealed class BridgeImbalanceOptions : LossOptions
{
    /// <summary>How far less than a deposit states may arrive before it is unbacked, in basis points.</summary>
    [Range(0, 10_000)]
    public int MissingBpsMin { get; init; } = 1_000;

    /// <summary>Share of the bridge's holdings, where known, from which a release is large, in basis points.</summary>
    [Range(1, 10_000)]
    public int ShareBpsMin { get; init; } = 1_000;

    /// <summary>Earlier releases of a bridge and asset that are needed before one is judged by them.</summary>
    [Range(4, 1_000)]
    public int HistoryCountMin { get; init; } = 16;

    /// <summary>Earlier releases kept for a bridge and asset.</summary>
    [Range(4, 4_096)]
    public int HistoryCountMax { get; init; } = 256;

    /// <summary>Robust z-score from which a release is abnormal, in standard deviations.</summary>
    [Range(1.0, 1_000.0)]
    public double SigmaMin { get; init; } = 20;

    /// <summary>Message ids remembered, to find one released twice.</summary>
    [Range(1, 1_000_000)]
    public int MessagesCountMax { get; init; } = 50_000;
}
