namespace Cordon.Economics.Models;

/// <summary>The council that can overturn an action.</summary>
/// <param name="Members">At least 1.</param>
/// <param name="Threshold">Signatures needed, from 1 to all.</param>
/// <param name="PReachable">Probability that a member can be reached in time, from 0 to 1.</param>
public sealed record CouncilModel(int Members, int Threshold, double PReachable);
