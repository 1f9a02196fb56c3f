using System.Numerics;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>Decides whether a restaking graph is secure: certificate first, then exact search part by part, and
/// bounds with greedy attacks where a part is too large for that.</summary>
/// <remarks>The most profitable attack is NP-hard in general. A certificate that fails says nothing; only a named
/// coalition makes the answer "attack found", and only a proof makes it "secure".</remarks>
public static class RestakingAnalyzer
{
    /// <summary>Graphs with more edges are analysed with the quorums as declared.</summary>
    public const int TightenedEdgesMax = 100_000;

    private const int SearchEdgesMax = 50_000;
    private const long StepWorkMax = 200_000_000; // edge visits of the large bound in all

    /// <summary>Analyses a graph.</summary>
    /// <exception cref="InvalidInputException">A limit is out of range.</exception>
    public static RestakingAnalysis Analyze(RestakingGraph graph, SearchLimits? limits = null)
    {
        limits = Checked(limits);
        EigenLayerCertificate certificate = EigenLayerCertificate.Of(graph);
        bool isTightened = graph.EdgeCount <= TightenedEdgesMax;
        Rational[] quorums = isTightened
            ? QuorumTightening.Of(graph)
            : [.. Enumerable.Range(0, graph.Services.Count).Select(graph.Quorum)];
        EigenLayerCertificate? tightened = isTightened ? EigenLayerCertificate.Of(graph, s => quorums[s]) : null;

        (List<int> coalition, Rational upper) = certificate.Holds || tightened is { Holds: true }
            ? ([], Rational.Zero)
            : BestOf(graph, quorums, limits);
        RestakingAttack best = graph.AttackOf(coalition);
        bool isAttack = best.Gain.Sign > 0;
        if (upper > best.Gain) upper = Rational.Min(upper, (tightened ?? certificate).ExcessBound);
        upper = Rational.Max(upper, isAttack ? best.Gain : Rational.Zero);
        return new RestakingAnalysis
        {
            Verdict = isAttack ? RestakingVerdict.AttackFound
                : upper.Sign == 0 ? RestakingVerdict.Secure
                : RestakingVerdict.Undecided,
            Certificate = certificate,
            Tightened = tightened,
            Attack = isAttack ? best : null,
            GainUpper = upper,
            FreeServices = [.. graph.FreeServices().Select(s => graph.Services[s].Id)],
        };
    }

    /// <summary>The true margin: every attack would still lose if profits were 1 + gamma times as high, and one would
    /// break even at that. Negative for broken graphs.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="gamma">The margin; null where nothing yields anything, so that there is no limit.</param>
    /// <param name="limits">How much work it may take.</param>
    /// <returns>False where the limits were not enough, or the amounts do not fit the search's whole numbers.</returns>
    /// <remarks>Dinkelbach: the least stake / profit over all coalitions, each step an exact search.</remarks>
    public static bool TryExactGamma(RestakingGraph graph, out Rational? gamma, SearchLimits? limits = null)
    {
        SearchBudget budget = new(Checked(limits));
        gamma = graph.FreeServices().Any() ? -Rational.One : null;
        if (gamma is not null) return true;
        Rational? least = null;
        foreach (CoalitionProblem part in CoalitionProblem.Parts(graph, QuorumTightening.Of(graph)))
        {
            if (!part.IsExact) return false;
            bool[] everybody = new bool[part.Stake.Length];
            Array.Fill(everybody, true);
            Rational start = RatioOf(part, everybody);
            if (least is not { } known || start < known) least = start;
            if (!Lower(part, budget, ref least)) return false;
        }

        gamma = least - Rational.One;
        return true;
    }

    private static bool Lower(CoalitionProblem part, SearchBudget budget, ref Rational? least)
    {
        while (true)
        {
            Rational ratio = least!.Value;
            if (part.Weighted(ratio.Numerator, ratio.Denominator) is not { } weighted) return false;
            (bool[] coalition, long gain, double upper) = CoalitionSearch.Run(weighted, budget);
            if (gain > 0) least = RatioOf(part, coalition);
            else return upper <= 0;
        }
    }

    private static Rational RatioOf(CoalitionProblem part, bool[] coalition)
    {
        BigInteger stake = 0;
        for (int v = 0; v < coalition.Length; v++)
            if (coalition[v]) stake += part.Stake[v];
        return new Rational(stake, part.GainOf(coalition) + stake);
    }

    private static (List<int> Coalition, Rational Upper) BestOf(
        RestakingGraph graph, IReadOnlyList<Rational> quorums, SearchLimits limits)
    {
        SearchBudget budget = new(limits);
        List<int> coalition = [];
        Rational upper = Rational.Sum(graph.FreeServices().Select(s => graph.Services[s].Profit));
        foreach (CoalitionProblem part in CoalitionProblem.Parts(graph, quorums))
        {
            (bool[] members, double bound) = Solve(part, budget);
            for (int v = 0; v < members.Length; v++)
                if (members[v]) coalition.Add(part.Validators[v]);
            if (bound > 0) upper += Rational.OfDouble(bound) / part.Scale;
        }

        return (coalition, upper);
    }

    private static (bool[] Coalition, double Upper) Solve(CoalitionProblem part, SearchBudget budget)
    {
        if (part.IsUnanimous)
        {
            bool[] closure = MaxClosure.Coalition(part);
            return (closure, part.GainOf(closure));
        }

        if (part.EdgeCount > SearchEdgesMax) return SolveLarge(part, budget);
        (bool[] coalition, _, double upper) = CoalitionSearch.Run(part, budget);
        return (coalition, upper);
    }

    private static (bool[] Coalition, double Upper) SolveLarge(CoalitionProblem part, SearchBudget budget)
    {
        ParallelBound bound = new(part, budget.Threads);
        CoalitionGreedy greedy = new(part);
        bool[] everybody = new bool[part.Stake.Length];
        Array.Fill(everybody, true);
        greedy.Offer(everybody);
        int steps = (int)Math.Clamp(StepWorkMax / part.EdgeCount, 40, 2_000);
        double cutoff = greedy.BestGain + 1 - bound.Slack;
        double upper = bound.Improve(greedy.BestGain, cutoff, steps);
        if (upper < cutoff) return (greedy.Best, greedy.BestGain);

        foreach (bool[] targets in TargetSets(part, bound.Price)) greedy.Cover(targets, bound.Price);
        return (greedy.Best, Math.Max(greedy.BestGain, upper + bound.Slack));
    }

    // Prefixes of the services by what they leave above their price, and by yield for the stake they need.
    private static IEnumerable<bool[]> TargetSets(CoalitionProblem part, double[] price)
    {
        const int sets = 8;
        int count = part.Profit.Length;
        Func<int, double>[] orders =
        [
            s => part.Profit[s] - price[s] * part.Quorum[s],
            s => part.Profit[s] / Math.Max(1.0, part.Quorum[s]),
        ];
        foreach (Func<int, double> order in orders)
        {
            int[] ranked = [.. Enumerable.Range(0, count).OrderByDescending(order)];
            for (int set = 0; set < sets; set++)
            {
                bool[] targets = new bool[count];
                int size = Math.Max(1, (int)Math.Round(count * Math.Pow(0.6, set)));
                foreach (int s in ranked.AsSpan(0, size)) targets[s] = true;
                yield return targets;
            }
        }
    }

    private static SearchLimits Checked(SearchLimits? limits)
    {
        limits ??= SearchLimits.Default;
        Require.That(limits.NodesMax >= 1, "NodesMax", limits.NodesMax, "1 or more");
        Require.That(limits.Threads >= 1, "Threads", limits.Threads, "1 or more");
        Require.That(limits.Time is null || limits.Clock is not null, "Clock", "null", "a clock for the time limit");
        return limits;
    }
}
