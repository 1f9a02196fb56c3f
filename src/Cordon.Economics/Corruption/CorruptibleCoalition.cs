using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Corruption;

/// <summary>Who has to be corrupted to reach a quorum.</summary>
/// <param name="RequiredStake">The quorum's stake.</param>
/// <param name="FewestMembers">The fewest members that reach it, by index, the largest first (Nakamoto coefficient).
/// </param>
/// <param name="StakeOfFewest">Their stake.</param>
/// <param name="CheapestMembers">The members with the least stake that reach it, by index.</param>
/// <param name="CheapestStake">Their stake: what an attacker has to buy, and what would be slashed.</param>
/// <param name="CheapestStakeAtLeast">A lower bound; equal to the cheapest stake when the search was complete.</param>
public sealed record CorruptibleCoalition(
    Rational RequiredStake,
    ImmutableArray<int> FewestMembers,
    Rational StakeOfFewest,
    ImmutableArray<int> CheapestMembers,
    Rational CheapestStake,
    Rational CheapestStakeAtLeast)
{
    /// <summary>True when no cheaper coalition exists for certain.</summary>
    public bool IsExact => CheapestStake == CheapestStakeAtLeast;
}
