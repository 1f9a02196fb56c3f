using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>A service that validators secure with restaked capital.</summary>
/// <param name="Id">Its name, unique in a graph.</param>
/// <param name="Profit">What corrupting it earns, in the unit of the stakes; not negative.</param>
/// <param name="Alpha">The share of the stake behind it that corrupts it, above 0 and at most 1.</param>
public sealed record RestakingService(string Id, Rational Profit, Rational Alpha);
