using Cordon.Economics.Numbers;

namespace Cordon.Economics.Sharing;

/// <summary>Attack cost when several providers each secure a service alone, or all of them secure it together.
/// </summary>
/// <param name="FragmentedCost">theta * the smallest provider's stake: the weakest link.</param>
/// <param name="UnifiedCost">theta * all stake.</param>
/// <remarks>Models M and S of arXiv 2505.03843.</remarks>
public sealed record ProviderSplit(Rational FragmentedCost, Rational UnifiedCost)
{
    /// <summary>Unified over fragmented cost; null where the weakest provider has no stake.</summary>
    public Rational? Uplift => FragmentedCost.IsZero ? null : UnifiedCost / FragmentedCost;

    /// <param name="theta">The share of stake that corrupts, above 0, at most 1.</param>
    /// <param name="stakes">By provider its stake.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static ProviderSplit Of(Rational theta, IReadOnlyList<Rational> stakes)
    {
        Require.Share(theta);
        Require.That(stakes.Count > 0, "stake_per_provider", "an empty list", "at least one provider");
        foreach (Rational stake in stakes) Require.Amount(stake, "stake_per_provider");
        return new ProviderSplit(theta * stakes.Min(), theta * Rational.Sum(stakes));
    }
}
