using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Corruption;

/// <summary>The coalitions of stakers that reach a quorum: the fewest members, and the least stake.</summary>
/// <remarks>
/// The fewest members are the largest ones (greedy is optimal). The least stake is subset-sum: weakly NP-hard, solved
/// exactly where <see cref="SubsetSum"/> can, with a bound otherwise.
/// </remarks>
public static class CoalitionCost
{
    private const int MembersMax = 100_000;

    /// <summary>Both coalitions.</summary>
    /// <param name="stakes">One entry a member.</param>
    /// <param name="threshold">Share of all stake, such as 2/3.</param>
    /// <param name="isStrict">True when the share must be exceeded, not only reached.</param>
    /// <exception cref="InvalidInputException">No stakes, a negative one, or a threshold that none can
    /// reach.</exception>
    public static CorruptibleCoalition Cheapest(
        IReadOnlyList<Rational> stakes, Rational threshold, bool isStrict = false)
    {
        Require.Range(stakes.Count, 1, MembersMax, nameof(stakes));
        foreach (Rational stake in stakes) Require.Amount(stake, nameof(stakes));
        Require.Fraction(threshold);

        Rational total = Rational.Sum(stakes);
        Rational required = threshold * total;
        if (isStrict && required >= total)
            throw new InvalidInputException(nameof(threshold), threshold.ToString(), "less than all stake");

        ImmutableArray<int> fewest = Fewest(stakes, required, isStrict);
        SubsetChoice left = SubsetSum.LargestWithin(stakes, total - required, isStrict);
        ImmutableArray<int> cheapest = [.. Enumerable.Range(0, stakes.Count).Except(left.Members)];
        return new CorruptibleCoalition(
            required,
            fewest,
            Rational.Sum(fewest.Select(i => stakes[i])),
            cheapest,
            total - left.Sum,
            total - left.SumAtMost);
    }

    private static ImmutableArray<int> Fewest(IReadOnlyList<Rational> stakes, Rational required, bool isStrict)
    {
        ImmutableArray<int>.Builder members = ImmutableArray.CreateBuilder<int>();
        Rational sum = Rational.Zero;
        foreach (int i in Enumerable.Range(0, stakes.Count).OrderByDescending(i => stakes[i]))
        {
            if (isStrict ? sum > required : sum >= required) break;
            members.Add(i);
            sum += stakes[i];
        }

        return members.ToImmutable();
    }
}
