using System.ComponentModel.DataAnnotations;
namespace Cordon.Detection.GovernanceAttack;

public sealed class GovernanceAttackOptions : LossOptions
{
    /// <summary>Share of a vote's weight that must have arrived in the same block to call it fresh, in bps.</summary>
    [Range(1, 10_000)]
    public int FreshBpsMin { get; init; } = 5_000;
}
