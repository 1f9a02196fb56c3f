using System.Numerics;

namespace Cordon.Domain.Invariants;

/// <summary>An invariant judged on one state of the chain.</summary>
/// <param name="Left">The left side, in the unit of its calls.</param>
/// <param name="Right">The right side.</param>
/// <param name="Holds">Whether they stand as they must, up to the tolerance.</param>
public readonly record struct InvariantReading(BigInteger Left, BigInteger Right, bool Holds);
