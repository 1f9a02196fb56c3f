namespace Cordon.Economics.Assessment;

/// <summary>What a guardian expects from a way of behaving, an epoch.</summary>
public sealed record StrategyValue(string Strategy, double Value);
