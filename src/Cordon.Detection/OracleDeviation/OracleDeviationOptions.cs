using System.ComponentModel.DataAnnotations;
namespace Cordon.Detection.OracleDeviation;

public sealed class OracleDeviationOptions : LossOptions
{
    /// <summary>Change of a feed's answer within a transaction from which it counts as moved, in bps.</summary>
    [Range(1, 100_000)]
    public int ShiftBpsMin { get; init; } = 500;

    /// <summary>Trade against a pool, as a share of its reserves, from which it counts as moved, in bps.</summary>
    [Range(1, 10_000)]
    public int MoveBpsMin { get; init; } = 500;

    /// <summary>Distance of an answer from the median of its own history that is reported, in basis points.</summary>
    [Range(1, 1_000_000)]
    public int DeviationBpsMin { get; init; } = 3_000;

    /// <summary>Change of an answer against the price that trades of others imply, from its usual relation to it, that
    /// is reported, in basis points.</summary>
    [Range(1, 1_000_000)]
    public int ImpliedBpsMin { get; init; } = 3_000;

    /// <summary>Blocks for which a price seen in trades is remembered, to compare an answer with.</summary>
    [Range(1, 100_000)]
    public int ImpliedBlocksMax { get; init; } = 50;

    /// <summary>Age from which an answer used by a lending market is stale, in seconds.</summary>
    [Range(60, 31_536_000)]
    public long StaleSeconds { get; init; } = 100_000;

    /// <summary>Earlier answers that a feed needs before it is judged by them.</summary>
    [Range(4, 1_000)]
    public int HistoryCountMin { get; init; } = 8;

    /// <summary>Earlier answers kept for a feed, at most one a block.</summary>
    [Range(4, 4_096)]
    public int HistoryCountMax { get; init; } = 64;
}
