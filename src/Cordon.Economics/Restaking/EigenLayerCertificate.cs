using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>EigenLayer's sufficient condition: spread each service's profit over the stake that guards it.</summary>
/// <remarks>T_v = sum of profit_s / quorum_s over its services. T_v at most 1 everywhere proves security, in O(E); it
/// is exactly feasibility of the dual linear program. Its failure proves nothing.</remarks>
public sealed class EigenLayerCertificate
{
    private const int ExactServicesMax = 64; // beyond it the common denominator has thousands of digits
    private const double RoundingShare = 1e-12; // far above the rounding of a sum of 10,000 terms

    private readonly Lazy<Rational> _excess; // fractions of many digits, wanted only where the condition fails

    private EigenLayerCertificate(Rational? gamma, IReadOnlyList<int> binding, Lazy<Rational> excess) =>
        (Gamma, Binding, _excess) = (gamma, binding, excess);

    /// <summary>How much cheaper every attack could get with the condition still holding: 1 / max T_v - 1. Null where
    /// nothing yields anything (no limit); -1 where a service has no stake at all.</summary>
    public Rational? Gamma { get; }

    /// <summary>The validators whose T_v is greatest: the ones to move stake to or services from.</summary>
    public IReadOnlyList<int> Binding { get; }

    /// <summary>No attack gains more than this: the stakes weighted with (T_v - 1)+, plus the free services. Exact up
    /// to 64 services that yield something, a double rounded up beyond.</summary>
    public Rational ExcessBound => _excess.Value;

    /// <summary>Whether the condition holds and the graph is thereby proved secure.</summary>
    public bool Holds => Gamma is not { Sign: < 0 };

    /// <summary>Computes the certificate with the quorums as declared.</summary>
    public static EigenLayerCertificate Of(RestakingGraph graph) => Of(graph, graph.Quorum);

    /// <summary>Computes the certificate with other stakes in place of the quorums.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="quorum">By service the least stake that corrupts it; at least the declared quorum.</param>
    public static EigenLayerCertificate Of(RestakingGraph graph, Func<int, Rational> quorum)
    {
        Rational[] share = new Rational[graph.Services.Count];
        double[] rough = new double[share.Length];
        int yielding = 0;
        Rational free = default;
        for (int s = 0; s < share.Length; s++)
        {
            if (graph.Services[s].Profit.Sign == 0) continue;
            if (graph.StakeBehind(s).Sign == 0)
            {
                free += graph.Services[s].Profit;
                continue;
            }

            share[s] = graph.Services[s].Profit / quorum(s);
            rough[s] = share[s].ToDouble();
            yielding++;
        }

        double[] load = RoughLoads(graph, rough);
        (Rational greatest, List<int> binding) = Greatest(graph, load, share);
        Lazy<Rational> excess = new(() => free + (yielding <= ExactServicesMax
            ? ExactExcess(graph, load, share)
            : RoughExcess(graph, load)));
        Rational? gamma = free.Sign > 0 ? -Rational.One
            : greatest.Sign == 0 ? null
            : Rational.One / greatest - Rational.One;
        return new EigenLayerCertificate(gamma, greatest.Sign == 0 ? [] : binding, excess);
    }

    private static double[] RoughLoads(RestakingGraph graph, double[] share)
    {
        double[] load = new double[graph.Validators.Count];
        for (int v = 0; v < load.Length; v++)
        {
            if (graph.Validators[v].Stake.Sign == 0) continue;
            foreach (int s in graph.ServicesOf(v)) load[v] += share[s];
        }

        return load;
    }

    private static Rational ExactLoad(RestakingGraph graph, int v, Rational[] share)
    {
        Rational sum = default;
        foreach (int s in graph.ServicesOf(v)) sum += share[s];
        return sum;
    }

    // Only what rounding could have displaced from the top is computed as fractions.
    private static (Rational Greatest, List<int> Binding) Greatest(
        RestakingGraph graph, double[] load, Rational[] share)
    {
        double top = load.Length == 0 ? 0 : load.Max();
        Rational greatest = default;
        List<int> binding = [];
        for (int v = 0; v < load.Length; v++)
        {
            if (graph.Validators[v].Stake.Sign == 0 || load[v] < top * (1 - RoundingShare)) continue;
            Rational exact = ExactLoad(graph, v, share);
            if (exact > greatest) (greatest, binding) = (exact, [v]);
            else if (exact == greatest) binding.Add(v);
        }

        return (greatest, binding);
    }

    private static Rational ExactExcess(RestakingGraph graph, double[] load, Rational[] share)
    {
        Rational excess = default;
        for (int v = 0; v < load.Length; v++)
        {
            if (load[v] < 1 - RoundingShare) continue;
            Rational over = ExactLoad(graph, v, share) - Rational.One;
            if (over.Sign > 0) excess += graph.Validators[v].Stake * over;
        }

        return excess;
    }

    private static Rational RoughExcess(RestakingGraph graph, double[] load)
    {
        double excess = 0;
        for (int v = 0; v < load.Length; v++)
        {
            double over = load[v] * (1 + RoundingShare) - 1;
            if (over > 0) excess += graph.Validators[v].Stake.ToDouble() * over;
        }

        return Rational.OfDouble(excess * (1 + RoundingShare));
    }
}
