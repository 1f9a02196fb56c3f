using System.Collections.Immutable;
using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Assessment;

/// <summary>Loss against shock: exact for a few operators, the worst that was found for many.</summary>
internal static class ShockCurve
{
    private const int RoundsMax = 12;
    private const int NodesMax = 200; // an attack that is easy to find is enough: the loss is a lower bound anyway

    public static ImmutableArray<ShockPoint> Of(
        RestakingGraph graph, IReadOnlyList<double> shocks, Rational? gamma, SearchLimits limits,
        Action<double> progress)
    {
        Rational[] shares = [.. shocks.Select(Rational.OfDouble)];
        int staked = graph.Validators.Count(validator => validator.Stake.Sign > 0);
        bool isSmall = staked <= ShockEnumeration.ValidatorsMax;
        IReadOnlyList<ShockLoss> exact = isSmall ? ShockEnumeration.Of(graph, shares) : [];
        ImmutableArray<ShockPoint>.Builder points = ImmutableArray.CreateBuilder<ShockPoint>();
        double worst = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            double? bound = gamma is { Sign: > 0 } margin
                ? Math.Min(1, CascadeBounds.LossShare(margin, shares[i]).ToDouble()) : null;

            // A larger shock includes the smaller ones.
            worst = Math.Max(worst,
                isSmall ? exact[i].WorstTotalLoss.ToDouble() : Cascade(graph, shares[i], limits));
            points.Add(new ShockPoint(shocks[i], worst, isSmall, bound));
            progress((i + 1.0) / shares.Length);
        }

        return points.ToImmutable();
    }

    // Takes the operators that carry the most value for their stake, then lets every attack that pays happen.
    private static double Cascade(RestakingGraph graph, Rational share, SearchLimits limits)
    {
        Rational total = graph.TotalStake();
        if (total.IsZero) return 0;
        Rational room = share * total;
        Rational lost = Rational.Zero;
        HashSet<string> gone = [];
        foreach (int v in Enumerable.Range(0, graph.Validators.Count).OrderByDescending(v => Load(graph, v)))
        {
            Rational stake = graph.Validators[v].Stake;
            if (stake.IsZero || lost + stake > room) continue;
            lost += stake;
            gone.Add(graph.Validators[v].Id);
        }

        SearchLimits quick = limits with { NodesMax = Math.Min(limits.NodesMax, NodesMax) };
        for (int round = 0; round < RoundsMax; round++)
        {
            RestakingGraph left = RestakingGraph.Create(
                graph.Services, [.. graph.Validators.Where(validator => !gone.Contains(validator.Id))]);
            if (EigenLayerCertificate.Of(left).Holds) break;
            RestakingAttack? attack = RestakingAnalyzer.Analyze(left, quick).Attack;
            if (attack is null || attack.Cost.IsZero) break;
            lost += attack.Cost;
            gone.UnionWith(attack.Validators);
        }

        return (lost / total).ToDouble();
    }

    private static double Load(RestakingGraph graph, int validator)
    {
        double load = 0;
        foreach (int service in graph.ServicesOf(validator))
        {
            double quorum = graph.Quorum(service).ToDouble();
            if (quorum > 0) load += graph.Services[service].Profit.ToDouble() / quorum;
        }

        return load;
    }
}
