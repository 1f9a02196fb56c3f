using Cordon.Domain.Blocks;

namespace Cordon.Detection.PriceManipulation;

/// <summary>One price bent.</summary>
/// <param name="Shape">How.</param>
/// <param name="Pool">The pool whose price it was.</param>
/// <param name="Reader">Who relied on it, None where nobody but the pool did.</param>
/// <param name="Call">The frame that shows it, -1 where the flows do.</param>
public readonly record struct Manipulation(ManipulationShape Shape, AccountId Pool, AccountId Reader, int Call);
