namespace Cordon.Economics.Slashing;

/// <summary>What one slashed validator loses.</summary>
/// <param name="InitialGwei">At once.</param>
/// <param name="CorrelationGwei">Half-way through the withdrawal delay, by how many others were slashed.</param>
/// <param name="CorrelationFraction">The same as a share of the balance, without rounding, from 0 to 1.</param>
public sealed record SlashingPenalty(ulong InitialGwei, ulong CorrelationGwei, double CorrelationFraction)
{
    /// <summary>Effective balances and penalties move in steps of one ether.</summary>
    public const ulong IncrementGwei = 1_000_000_000;
}
