using Cordon.Domain.Invariants;

namespace Cordon.Engine.Pending;

/// <summary>An invariant before and after something; null readings could not be taken.</summary>
internal readonly record struct InvariantChange(
    Invariant Invariant, InvariantReading? Before, InvariantReading? After)
{
    /// <summary>What was known of other chains.</summary>
    public ForeignSnapshot Elsewhere { get; init; } = ForeignSnapshot.None;

    /// <summary>It held, or nothing is known to the contrary, and holds no longer.</summary>
    public bool IsBreak => After is { Holds: false } && Before is not { Holds: false };
}
