namespace Cordon.Economics.Assessment;

/// <summary>A protocol's bounty against what its exploit is worth.</summary>
/// <param name="Protocol">Whose.</param>
/// <param name="ExploitTakes">What an exploit takes at most.</param>
/// <param name="ExploitWorth">What it is worth to the finder.</param>
/// <param name="BountyMin">The least bounty at which telling is better.</param>
/// <param name="Offered">Today.</param>
public sealed record BountyView(
    string Protocol, double ExploitTakes, double ExploitWorth, double BountyMin, double Offered);
