namespace Cordon.Economics.Assessment;

/// <summary>What a protocol pays for the shared watch.</summary>
/// <param name="Protocol">Who.</param>
/// <param name="Alone">What it would pay alone, a year.</param>
/// <param name="Shared">Its Shapley share of the most demanding member's watch.</param>
public sealed record CostShare(string Protocol, double Alone, double Shared);
