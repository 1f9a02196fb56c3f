using System.Collections.Immutable;

namespace Cordon.Economics.Contagion;

/// <summary>How far distress travelled.</summary>
/// <param name="Stress">Of each in the end: 0 untouched, 1 gone.</param>
/// <param name="DebtRank">Economic weight lost besides the initial stress, as a share of all.</param>
public sealed record DebtRankResult<T>(ImmutableArray<T> Stress, T DebtRank);
