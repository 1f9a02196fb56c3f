using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>The most a fractional coalition gains: a linear program that bounds every attack, solved exactly.</summary>
/// <remarks>Maximise profit*y - stake*x where the coalition's stake in N(s) is at least quorum_s * y_s and all
/// variables lie in [0, 1]; in fractions. For graphs of some tens of nodes; the Lagrangian bound converges to the same
/// value beyond.</remarks>
public static class LinearRelaxation
{
    /// <summary>The most services plus validators that the dense table is meant for.</summary>
    public const int NodesMax = 64;

    /// <summary>Returns the optimum; services without stake count in full.</summary>
    /// <exception cref="InvalidInputException">The graph has more than <see cref="NodesMax"/> nodes.</exception>
    public static Rational Bound(RestakingGraph graph)
    {
        int nodes = graph.Services.Count + graph.Validators.Count;
        Require.That(nodes <= NodesMax, "graph", $"{nodes} nodes", $"at most {NodesMax} services and validators");
        int[] services = [.. Enumerable.Range(0, graph.Services.Count)
            .Where(s => graph.Services[s].Profit.Sign > 0 && graph.StakeBehind(s).Sign > 0)];
        int[] validators = [.. Enumerable.Range(0, graph.Validators.Count)
            .Where(v => graph.Validators[v].Stake.Sign > 0)];
        Rational free = Rational.Sum(graph.FreeServices().Select(s => graph.Services[s].Profit));
        Rational[] objective =
        [
            .. services.Select(s => graph.Services[s].Profit), .. validators.Select(v => -graph.Validators[v].Stake),
        ];
        List<Rational[]> rows = [.. services.Select((_, j) => Covering(graph, services, validators, j))];
        for (int j = 0; j < objective.Length; j++)
        {
            Rational[] atMostOne = new Rational[objective.Length];
            atMostOne[j] = Rational.One;
            rows.Add(atMostOne);
        }

        Rational[] right = [.. rows.Select((_, i) => i < services.Length ? Rational.Zero : Rational.One)];
        return free + ExactLinearProgram.Maximise(rows, right, objective)!.Value.Value; // bounded: all at most 1
    }

    // quorum * y - stake of the coalition's members in N(s) is at most 0.
    private static Rational[] Covering(RestakingGraph graph, int[] services, int[] validators, int j)
    {
        Rational[] row = new Rational[services.Length + validators.Length];
        row[j] = graph.Quorum(services[j]);
        for (int k = 0; k < validators.Length; k++)
        {
            if (graph.ServicesOf(validators[k]).BinarySearch(services[j]) >= 0)
                row[services.Length + k] = -graph.Validators[validators[k]].Stake;
        }

        return row;
    }
}
