namespace Cordon.Domain.Policies;

/// <summary>What the chain lets one guardian do on a protocol; no policy can exceed it.</summary>
/// <param name="SoloPauseMax">The longest that one guardian's action lasts.</param>
/// <param name="SoloPerDayMax">How many of one guardian the registry takes within 24 hours.</param>
/// <param name="CanQuarantine">Whether the protocol's breaker can keep out a single address.</param>
public sealed record OnChainBounds(TimeSpan SoloPauseMax, int SoloPerDayMax, bool CanQuarantine);
