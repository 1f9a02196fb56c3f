using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Corruption;

/// <summary>A subset, by index, with its sum and a bound on the best sum.</summary>
internal sealed record SubsetChoice(ImmutableArray<int> Members, Rational Sum, Rational SumAtMost);
