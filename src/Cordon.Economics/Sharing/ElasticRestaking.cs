using Cordon.Economics.Numbers;

namespace Cordon.Economics.Sharing;

/// <summary>Elastic restaking: a validator allots more than it has, and what remains after a slash stretches over what
/// was allotted (arXiv 2503.00170).</summary>
public static class ElasticRestaking
{
    /// <summary>What a validator's allotments are worth once some services turned Byzantine and took theirs.</summary>
    /// <param name="stake">The validator's stake.</param>
    /// <param name="allotments">By service what it may take.</param>
    /// <param name="byzantine">The services that took it.</param>
    /// <returns>The remaining stake, and by remaining service min(allotment, that stake).</returns>
    /// <exception cref="InvalidInputException">A field is out of range, or a Byzantine service is unknown.</exception>
    public static (Rational Remaining, IReadOnlyDictionary<string, Rational> Allotments) Stretch(
        Rational stake, IReadOnlyDictionary<string, Rational> allotments, IReadOnlyCollection<string> byzantine)
    {
        Require.Amount(stake);
        foreach ((string service, Rational allotment) in allotments)
            Require.Amount(allotment, $"allocations.{service}");
        Rational taken = default;
        foreach (string service in byzantine.Distinct())
        {
            bool isKnown = allotments.TryGetValue(service, out Rational allotment);
            Require.That(isKnown, "byzantine", service, "a service of the allocations");
            taken += allotment;
        }

        Rational remaining = Rational.Max(0, stake - taken);
        return (remaining, allotments.Where(allotment => !byzantine.Contains(allotment.Key))
            .ToDictionary(allotment => allotment.Key, allotment => Rational.Min(allotment.Value, remaining)));
    }

    /// <summary>The stake each of n equal validators needs so that no attack on any number of equal services pays, with
    /// some services already Byzantine.</summary>
    /// <param name="validators">Equal validators, 1 or more; each serves every service.</param>
    /// <param name="services">Equal services, 1 or more.</param>
    /// <param name="degree">Allotments of a validator over its stake, from above 0 to the number of services.</param>
    /// <param name="profit">What corrupting one service earns.</param>
    /// <param name="threshold">The share of a service's stake that corrupts it, above 0, at most 1.</param>
    /// <param name="byzantine">Services that took their allotments before.</param>
    /// <returns>Null where no stake is enough: the Byzantine services took everything.</returns>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static Rational? MinimumStake(
        int validators, int services, Rational degree, Rational profit, Rational threshold, int byzantine)
    {
        Require.Range(validators, 1, int.MaxValue, "n_validators");
        Require.Range(services, 1, 1_000_000, "n_services");
        Require.That(degree.Sign > 0 && degree <= services, "restaking_degree", degree, $"above 0, at most {services}");
        Require.Amount(profit, "service_profit");
        Require.Share(threshold);
        Require.Range(byzantine, 0, services, "byzantine_services");

        // Everything is proportional to the stake, so it is worked out for a stake of one.
        Rational allotment = degree / services;
        Rational left = Rational.Max(0, 1 - byzantine * allotment);
        Rational stretched = Rational.Min(allotment, left);
        Rational members = validators * threshold;
        Rational whole = Rational.Floor(members);
        Rational needed = default;
        for (int k = 1; k <= services - byzantine; k++)
        {
            Rational cost = whole * Rational.Min(left, stretched * k)
                + Rational.Min((members - whole) * stretched * k, left);
            if (profit.Sign == 0) continue;
            if (cost.Sign == 0) return null;
            needed = Rational.Max(needed, k * profit / cost);
        }

        return needed;
    }
}
