namespace Cordon.Node.Actions;

/// <summary>What a breaker's target may do; the numbers are the contract's.</summary>
public enum BreakerMode : byte
{
    /// <summary>All it can.</summary>
    Normal,

    /// <summary>A quarter of its limit.</summary>
    Throttled,

    /// <summary>Nothing.</summary>
    Paused,
}
