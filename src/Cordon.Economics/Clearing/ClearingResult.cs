using System.Collections.Immutable;

namespace Cordon.Economics.Clearing;

/// <summary>What everybody pays in the end.</summary>
/// <param name="Payments">In all, by each.</param>
/// <param name="Equity">What each has left; 0 for a defaulter.</param>
/// <param name="Recovery">Payments over debts, from 0 to 1; 1 for who owes nothing.</param>
/// <param name="DefaultRounds">Who defaults when: the first round fails of itself, each later one through the one
/// before.</param>
/// <param name="Shortfall">Debts that are not paid, of all together.</param>
public sealed record ClearingResult<T>(
    ImmutableArray<T> Payments,
    ImmutableArray<T> Equity,
    ImmutableArray<T> Recovery,
    ImmutableArray<ImmutableArray<int>> DefaultRounds,
    T Shortfall)
{
    public int DefaultCount => DefaultRounds.Sum(round => round.Length);
}
