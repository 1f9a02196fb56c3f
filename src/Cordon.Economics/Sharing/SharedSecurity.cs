using Cordon.Economics.Numbers;

namespace Cordon.Economics.Sharing;

/// <summary>What services need alone, and what one common stake needs to guard them all.</summary>
public sealed record SharedSecurity
{
    /// <summary>Stake of all services when each has its own.</summary>
    public required Rational IsolatedTotal { get; init; }

    /// <summary>What corrupting the cheapest of them costs then.</summary>
    public required Rational IsolatedWeakestCost { get; init; }

    /// <summary>Common stake against an attacker who corrupts all services at once: no saving.</summary>
    public required Rational SharedTotalFullCollusion { get; init; }

    /// <summary>Common stake against an attacker who corrupts at most k services at once.</summary>
    public required Rational SharedTotalBounded { get; init; }

    /// <summary>Isolated over bounded stake; null where nothing is needed.</summary>
    public required Rational? CapitalEfficiency { get; init; }

    /// <summary>By service: its cost of corruption under the common stake over that alone; null for a service that
    /// yields nothing.</summary>
    public required IReadOnlyList<Rational?> Uplift { get; init; }

    /// <summary>Compares isolated with shared security.</summary>
    /// <param name="profits">By service what corrupting it earns.</param>
    /// <param name="alphas">By service the share of stake that corrupts it, above 0, at most 1.</param>
    /// <param name="gamma">The wanted margin: the cost of corruption is 1 + gamma times the profit.</param>
    /// <param name="servicesAtOnce">How many services one attacker can corrupt together, 1 or more.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static SharedSecurity Of(
        IReadOnlyList<Rational> profits, IReadOnlyList<Rational> alphas, Rational gamma, int servicesAtOnce)
    {
        Require.That(profits.Count > 0, "profits", "an empty list", "at least one service");
        Require.SameCount(alphas.Count, profits.Count);
        Require.That(gamma > -1, "gamma", gamma, "above -1");
        Require.Range(servicesAtOnce, 1, int.MaxValue, "max_simultaneous_services");
        foreach (Rational profit in profits) Require.Amount(profit, "profits");
        foreach (Rational alpha in alphas) Require.Share(alpha, "alpha");

        Rational margin = 1 + gamma;
        Rational[] needed = [.. profits.Zip(alphas, (profit, alpha) => profit * margin / alpha)];
        Rational isolated = Rational.Sum(needed);
        Rational bounded = Rational.Sum(needed.OrderDescending().Take(servicesAtOnce));
        return new SharedSecurity
        {
            IsolatedTotal = isolated,
            IsolatedWeakestCost = profits.Min() * margin,
            SharedTotalFullCollusion = isolated,
            SharedTotalBounded = bounded,
            CapitalEfficiency = bounded.IsZero ? null : isolated / bounded,
            Uplift = [.. needed.Select(own => own.IsZero ? (Rational?)null : isolated / own)],
        };
    }
}
