using System.ComponentModel.DataAnnotations;
namespace Cordon.Detection.PrivilegeChange;

public sealed class PrivilegeChangeOptions : LossOptions
{
    /// <summary>Share of a drained contract's loss that must reach the sender's side, in basis points.</summary>
    [Range(1, 10_000)]
    public int TakenBpsMin { get; init; } = 5_000;
}
