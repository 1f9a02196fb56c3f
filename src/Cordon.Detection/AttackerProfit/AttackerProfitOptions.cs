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
}
