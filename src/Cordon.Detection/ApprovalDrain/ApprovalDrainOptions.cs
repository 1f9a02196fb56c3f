using System.ComponentModel.DataAnnotations;
namespace Cordon.Detection.ApprovalDrain;

public sealed class ApprovalDrainOptions : LossOptions
{
    /// <summary>Share of what an owner lost that must end with the sender's side, in basis points.</summary>
    [Range(1, 10_000)]
    public int TakenBpsMin { get; init; } = 5_000;

    /// <summary>Unpaid owners from which one spender's pulls are reported though the spender called itself.</summary>
    [Range(2, 1_000)]
    public int OwnersCountMin { get; init; } = 3;

    /// <summary>Share of the first owner's rate below which the last one's makes their trades forced, in bps.</summary>
    [Range(1, 10_000)]
    public int RateBpsMax { get; init; } = 5_000;
}
