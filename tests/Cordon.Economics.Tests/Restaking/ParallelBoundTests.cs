using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Tests.Restaking;

public class ParallelBoundTests
{
    private static Rational[] Quorums(RestakingGraph graph) =>
        [.. Enumerable.Range(0, graph.Services.Count).Select(graph.Quorum)];

    [Fact]
    public void Lies_above_every_attack_and_near_the_linear_program_on_small_graphs()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            RestakingGraph graph = RandomGraphs.Of(seed);
            Rational bound = default;
            foreach (CoalitionProblem part in CoalitionProblem.Parts(graph, Quorums(graph)))
            {
                ParallelBound parallel = new(part, 2);
                double found = parallel.Improve(0, double.NegativeInfinity, 2_000) + parallel.Slack;
                bound += Rational.OfDouble(found) / part.Scale;
            }

            Rational free = Rational.Sum(graph.FreeServices().Select(s => graph.Services[s].Profit));
            double relaxed = (LinearRelaxation.Bound(graph) - free).ToDouble();
            Assert.True(bound + free >= RandomGraphs.Enumerate(graph).Gain, $"seed {seed}: below an attack");
            // Whole numbers round quorums up, so that the bound may lie below the program's.
            Assert.InRange(bound.ToDouble(), 0, relaxed * 1.02 + 0.5);
        }
    }

    [Fact]
    public void Validators_with_the_same_services_act_as_one()
    {
        RestakingGraph graph = RestakingGraph.Create(
            [new("a", 10, new Rational(1, 2)), new("b", 5, new Rational(1, 3))],
            [.. Enumerable.Range(0, 90).Select(v => new RestakingValidator($"v{v}", v + 1,
                (v % 3) switch { 0 => ["a"], 1 => ["b", "a"], _ => ["a", "b"] }))]);
        CoalitionProblem part = Assert.Single(CoalitionProblem.Parts(graph, Quorums(graph)));

        Assert.Equal(2, new ParallelBound(part, 1).GroupCount);
    }

    [Fact]
    public void A_large_graph_whose_attack_is_plain_is_answered_with_it()
    {
        // Whoever runs one service whole takes far more than its stake, and every graph part is too large to search.
        RestakingGraph graph = RestakingGraph.Create(
            [.. Enumerable.Range(0, 60).Select(s => new RestakingService($"s{s}", 5_000_000, new Rational(1, 3)))],
            [.. Enumerable.Range(0, 1_000).Select(v => new RestakingValidator($"v{v}", 100 + v % 7,
                [.. Enumerable.Range(0, 60).Where(s => (v + s) % 11 != 0).Select(s => $"s{s}")]))]);

        RestakingAnalysis analysis = RestakingAnalyzer.Analyze(graph, new SearchLimits(Threads: 2));

        Assert.True(graph.EdgeCount > 50_000);
        Assert.Equal(RestakingVerdict.AttackFound, analysis.Verdict);
        Assert.Equal(60, analysis.Attack!.Services.Count);
        Assert.True(analysis.GainLower.ToDouble() > 0.999 * analysis.GainUpper.ToDouble());
    }
}
