using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>The most profitable attack where every service needs all of its validators, exactly, as a minimum cut.
/// </summary>
public static class MaxClosure
{
    /// <summary>Returns the best coalition with what it corrupts; an empty one where none gains.</summary>
    /// <exception cref="InvalidInputException">Some service that yields has an alpha below 1.</exception>
    public static RestakingAttack Attack(RestakingGraph graph)
    {
        for (int s = 0; s < graph.Services.Count; s++)
        {
            Require.That(graph.Services[s].Profit.Sign == 0 || graph.Services[s].Alpha == Rational.One,
                $"services[{s}].alpha", graph.Services[s].Alpha, "1, or a search for graphs with other quorums");
        }

        Rational[] quorums = [.. Enumerable.Range(0, graph.Services.Count).Select(graph.Quorum)];
        List<int> coalition = [];
        foreach (CoalitionProblem part in CoalitionProblem.Parts(graph, quorums))
        {
            bool[] members = Coalition(part);
            for (int v = 0; v < members.Length; v++)
                if (members[v]) coalition.Add(part.Validators[v]);
        }

        return graph.AttackOf(coalition);
    }

    /// <summary>The validators on the source's side of the smallest minimum cut.</summary>
    internal static bool[] Coalition(CoalitionProblem part)
    {
        int services = part.Profit.Length;
        int source = services + part.Stake.Length;
        FlowNetwork flow = new(source + 2, services + part.Stake.Length + part.EdgeCount);
        for (int s = 0; s < services; s++) flow.Add(source, s, part.Profit[s]);
        for (int v = 0; v < part.Stake.Length; v++)
        {
            flow.Add(services + v, source + 1, part.Stake[v]);
            foreach (int s in part.ServicesOf(v)) flow.Add(s, services + v, long.MaxValue);
        }

        bool[] side = flow.MinimumCut(source, source + 1);
        return side[services..source];
    }
}
