using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>An operator whose whole stake stands behind each service it serves.</summary>
/// <param name="Id">Its name, unique in a graph.</param>
/// <param name="Stake">What it loses when it takes part in an attack; not negative.</param>
/// <param name="Services">The ids of the services it serves, each once.</param>
public sealed record RestakingValidator(string Id, Rational Stake, IReadOnlyList<string> Services);
