using System.ComponentModel.DataAnnotations;
namespace Cordon.Detection.UnbackedMint;

public sealed class UnbackedMintOptions : LossOptions
{
    /// <summary>Share of a pool's reserve, in basis points, that selling the minted tokens must take.</summary>
    [Range(1, 10_000)]
    public int ReserveBpsMin { get; init; } = 2_500;
}
