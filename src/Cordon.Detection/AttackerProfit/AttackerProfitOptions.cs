using System.ComponentModel.DataAnnotations;
namespace Cordon.Detection.AttackerProfit;

public sealed class AttackerProfitOptions : LossOptions
{
    /// <summary>Share of what a contract received, in basis points, that it must lose beyond it to count.</summary>
    [Range(1, 10_000)]
    public int LossBpsMin { get; init; } = 100;

    /// <summary>How often the same amount must leave one account to count as a repeated payout.</summary>
    [Range(2, 1_000)]
    public int RepeatsCountMin { get; init; } = 3;

    /// <summary>Share of a pool's reserve, in basis points, whose taking leaves it empty.</summary>
    [Range(1, 10_000)]
    public int EmptiedBpsMin { get; init; } = 9_000;

    /// <summary>Gain, in native coin and where it has a price, below which what was received and sold at once is taken
    /// for a reward: people and bots harvest that way.</summary>
    [Range(0.0, 1_000_000.0)]
    public double SoldEthMin { get; init; } = 1;

    /// <summary>Share of the product of a two-asset pool's reserves before a trade, in basis points, at or below which
    /// the product after it is broken: curves for like assets bend it too, but far less.</summary>
    [Range(1, 10_000)]
    public int ProductBpsMax { get; init; } = 5_000;
}
