using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Tests.Restaking;

public class RestakingAnalyzerTests
{
    private static RestakingGraph Graph(
        (string Id, Rational Profit, Rational Alpha)[] services,
        params (Rational Stake, string[] Services)[] validators) =>
        RestakingGraph.Create(
            [.. services.Select(s => new RestakingService(s.Id, s.Profit, s.Alpha))],
            [.. validators.Index().Select(v =>
                new RestakingValidator($"v{v.Index}", v.Item.Stake, v.Item.Services))]);

    [Fact]
    public void Agrees_with_trying_every_coalition_on_small_graphs()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            RestakingGraph graph = RandomGraphs.Of(seed);
            (Rational gain, Rational? ratio) = RandomGraphs.Enumerate(graph);

            RestakingAnalysis analysis = RestakingAnalyzer.Analyze(graph);
            bool isKnown = RestakingAnalyzer.TryExactGamma(graph, out Rational? gamma);

            Assert.True(analysis.IsProved, $"seed {seed}: not proved");
            Assert.True(analysis.GainUpper == gain, $"seed {seed}: {analysis.GainUpper}, not {gain}");
            Assert.Equal(gain.Sign > 0 ? RestakingVerdict.AttackFound : RestakingVerdict.Secure, analysis.Verdict);
            Assert.True(isKnown && gamma == (ratio is { } least ? least - 1 : null), $"seed {seed}: gamma {gamma}");
        }
    }

    [Fact]
    public void A_minimum_cut_agrees_with_trying_every_coalition_where_all_must_agree()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            RestakingGraph graph = RandomGraphs.Of(seed, isUnanimous: true);

            RestakingAttack attack = MaxClosure.Attack(graph);

            Assert.True(attack.Gain == RandomGraphs.Enumerate(graph).Gain, $"seed {seed}");
        }
    }

    [Fact]
    public void Every_bound_lies_above_the_best_attack_and_the_certificates_are_in_order()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            RestakingGraph graph = RandomGraphs.Of(seed, 8);
            Rational gain = RandomGraphs.Enumerate(graph).Gain;
            RestakingAnalysis analysis = RestakingAnalyzer.Analyze(graph);
            Rational relaxed = LinearRelaxation.Bound(graph);

            Assert.True(gain <= relaxed, $"seed {seed}: the relaxation lies below an attack");
            Assert.True(relaxed <= analysis.Certificate.ExcessBound, $"seed {seed}: the excess is no bound");
            Assert.True(gain <= analysis.Tightened!.ExcessBound, $"seed {seed}: tightening lost an attack");
            if (analysis.Certificate.Gamma is not { } declared) continue;
            Assert.True(analysis.Tightened.Gamma >= declared, $"seed {seed}: tightening made it worse");
            RestakingAnalyzer.TryExactGamma(graph, out Rational? exact);
            Assert.True(exact >= analysis.Tightened.Gamma, $"seed {seed}: a certificate promised too much");
        }
    }

    [Fact]
    public void Renaming_and_reordering_change_nothing()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            RestakingGraph graph = RandomGraphs.Of(seed);
            RestakingGraph mirrored = RestakingGraph.Create(
                [.. graph.Services.Reverse().Select(s => s with { Id = "x" + s.Id })],
                [.. graph.Validators.Reverse().Select(v => v with
                {
                    Id = "y" + v.Id, Services = [.. v.Services.Reverse().Select(id => "x" + id)],
                })]);

            RestakingAnalysis left = RestakingAnalyzer.Analyze(graph);
            RestakingAnalysis right = RestakingAnalyzer.Analyze(mirrored);

            Assert.Equal(left.GainUpper, right.GainUpper);
            Assert.Equal(left.Certificate.Gamma, right.Certificate.Gamma);
            Assert.Equal(left.Certificate.ExcessBound, right.Certificate.ExcessBound);
        }
    }

    [Theory]
    [InlineData("1/1000000000000000000")]
    [InlineData("1")]
    [InlineData("1000000000000000000000000000")]
    public void The_unit_of_money_changes_no_verdict(string unit)
    {
        Assert.True(Rational.TryParse(unit, out Rational factor));
        for (int seed = 0; seed < 40; seed++)
        {
            RestakingGraph graph = RandomGraphs.Of(seed, 8);
            RestakingGraph scaled = RestakingGraph.Create(
                [.. graph.Services.Select(s => s with { Profit = s.Profit * factor })],
                [.. graph.Validators.Select(v => v with { Stake = v.Stake * factor })]);

            RestakingAnalysis analysis = RestakingAnalyzer.Analyze(scaled);

            Assert.Equal(RandomGraphs.Enumerate(graph).Gain * factor, analysis.GainUpper);
            Assert.True(analysis.IsProved);
        }
    }

    [Fact]
    public void Amounts_without_a_common_measure_that_fits_still_give_sound_bounds()
    {
        Rational big = System.Numerics.BigInteger.Pow(10, 27);
        RestakingGraph graph = Graph([("s", big, 1), ("t", new Rational(1, 7_919) * big, new Rational(1, 3))],
            (new Rational(1, 1_000_003), ["s"]), (big, ["s", "t"]), (new Rational(999_983, 7), ["t"]));
        (Rational gain, _) = RandomGraphs.Enumerate(graph);

        RestakingAnalysis analysis = RestakingAnalyzer.Analyze(graph);

        Assert.True(analysis.GainLower <= gain && gain <= analysis.GainUpper);
        Assert.NotEqual(RestakingVerdict.Secure, analysis.Verdict);
    }

    [Fact]
    public void A_failed_certificate_is_never_called_an_attack()
    {
        // T = 2 for v0, and yet no coalition gains: the third of the stake that s needs cannot be had for less.
        RestakingGraph graph = Graph([("s", 10, new Rational(1, 10))], (5, ["s"]), (50, ["s"]), (45, ["s"]));
        RestakingGraph secure = Graph([("s", 10, new Rational(1, 10))], (50, ["s"]), (50, ["s"]));

        Assert.False(EigenLayerCertificate.Of(secure).Gamma > 0);
        Assert.Equal(RestakingVerdict.Secure, RestakingAnalyzer.Analyze(secure).Verdict);
        Assert.Equal(RestakingVerdict.Secure, RestakingAnalyzer.Analyze(graph).Verdict);
    }

    [Fact]
    public void Reports_bounds_and_no_verdict_when_the_search_is_cut_short()
    {
        RestakingGraph graph = Families.Of(services: 20, validators: 100, gamma: -0.45, seed: 5);

        RestakingAnalysis analysis = RestakingAnalyzer.Analyze(graph, new SearchLimits(NodesMax: 1));

        Assert.True(analysis.GainLower < analysis.GainUpper, "one node proved it; choose a harder graph");
        Assert.Equal(
            analysis.Attack is null ? RestakingVerdict.Undecided : RestakingVerdict.AttackFound, analysis.Verdict);
    }

    [Fact]
    public void Every_thread_count_gives_the_same_answer_on_a_large_graph()
    {
        RestakingGraph graph = Families.Of(services: 60, validators: 15_000, gamma: -0.4, seed: 11);

        RestakingAnalysis one = RestakingAnalyzer.Analyze(graph, new SearchLimits(Threads: 1));
        RestakingAnalysis four = RestakingAnalyzer.Analyze(graph, new SearchLimits(Threads: 4));

        Assert.True(graph.EdgeCount > 50_000);
        Assert.Equal((one.Verdict, one.GainUpper, one.GainLower), (four.Verdict, four.GainUpper, four.GainLower));
    }

    [Fact]
    public void Parts_that_share_nothing_add_up()
    {
        RestakingGraph left = RandomGraphs.Of(3);
        RestakingGraph right = RandomGraphs.Of(14);
        RestakingGraph both = RestakingGraph.Create(
            [.. left.Services, .. right.Services.Select(s => s with { Id = "r" + s.Id })],
            [.. left.Validators, .. right.Validators.Select(v => v with
            {
                Id = "r" + v.Id, Services = [.. v.Services.Select(id => "r" + id)],
            })]);

        Assert.Equal(
            RestakingAnalyzer.Analyze(left).GainUpper + RestakingAnalyzer.Analyze(right).GainUpper,
            RestakingAnalyzer.Analyze(both).GainUpper);
    }

    [Fact]
    public void A_service_without_stake_is_free_and_an_empty_graph_is_secure_without_limit()
    {
        RestakingAnalysis orphan = RestakingAnalyzer.Analyze(Graph([("o", 50, new Rational(1, 2))], (0, ["o"])));
        RestakingAnalysis empty = RestakingAnalyzer.Analyze(Graph([]));

        Assert.Equal((RestakingVerdict.AttackFound, (Rational)50), (orphan.Verdict, orphan.GainLower));
        Assert.Equal(["o"], orphan.FreeServices);
        Assert.Equal(-1, orphan.Certificate.Gamma);
        Assert.Equal((RestakingVerdict.Secure, null), (empty.Verdict, empty.Certificate.Gamma));
    }

    [Theory]
    [InlineData("services[0].alpha")]
    [InlineData("services[1].id")]
    [InlineData("services[0].profit")]
    [InlineData("validators[0].stake")]
    [InlineData("validators[0].services[1]")]
    [InlineData("validators[0].services")]
    [InlineData("validators[1].id")]
    public void A_fault_in_a_graph_is_refused_by_the_name_of_its_field(string field)
    {
        RestakingService[] services =
        [
            new("a", field == "services[0].profit" ? -1 : 1, field == "services[0].alpha" ? new Rational(4, 3) : 1),
            new(field == "services[1].id" ? "a" : "b", 1, 1),
        ];
        string[] served = field switch
        {
            "validators[0].services[1]" => ["a", "c"],
            "validators[0].services" => ["a", "b", "a"],
            _ => ["a"],
        };
        RestakingValidator[] validators =
        [
            new("v", field == "validators[0].stake" ? -5 : 5, served),
            new(field == "validators[1].id" ? "v" : "w", 5, []),
        ];

        InvalidInputException fault =
            Assert.Throws<InvalidInputException>(() => RestakingGraph.Create(services, validators));

        Assert.Equal(field, fault.Field);
    }
}
