using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Tests.Restaking;

public class ShockTests
{
    [Fact]
    public void Losses_grow_with_the_shock_and_the_total_never_exceeds_everything()
    {
        Rational[] shares = [0, new(1, 20), new(1, 10), new(1, 4), new(1, 2), 1];
        for (int seed = 0; seed < 60; seed++)
        {
            RestakingGraph graph = RandomGraphs.Of(seed, 8);
            if (graph.TotalStake().IsZero) continue;

            IReadOnlyList<ShockLoss> losses = ShockEnumeration.Of(graph, shares);

            Assert.All(losses, loss => Assert.True(loss.WorstTotalLoss <= 1, $"seed {seed}"));
            Assert.All(losses, loss => Assert.True(loss.WorstTotalLoss <= loss.PaperFormula, $"seed {seed}"));
            for (int i = 1; i < losses.Count; i++)
                Assert.True(losses[i].WorstTotalLoss >= losses[i - 1].WorstTotalLoss, $"seed {seed}");
            Assert.Equal(1, losses[^1].WorstTotalLoss);
        }
    }

    [Fact]
    public void The_certified_margin_bounds_the_loss_after_any_small_shock()
    {
        int certified = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            RestakingGraph graph = RandomGraphs.Of(seed, 8);
            if (EigenLayerCertificate.Of(graph).Gamma is not { Sign: > 0 } gamma) continue;
            Rational psi = new(1, 20);
            Rational bound = CascadeBounds.LossShare(gamma, psi);
            if (bound > 1) continue;
            certified++;

            Rational loss = ShockEnumeration.Of(graph, [psi])[0].WorstTotalLoss;

            Assert.True(loss < bound, $"seed {seed}: {loss} reaches {bound}");
        }

        Assert.True(certified > 20, $"only {certified} graphs were certified");
    }

    [Fact]
    public void A_graph_too_large_to_try_every_shock_is_refused()
    {
        RestakingGraph graph = Families.Of(5, 30, 0, 1);

        InvalidInputException fault = Assert.Throws<InvalidInputException>(() => ShockEnumeration.Of(graph, [0]));

        Assert.Contains("at most 14", fault.Message);
    }

    [Theory]
    [InlineData(new[] { 3, 5, 7 }, 8, 8)]
    [InlineData(new[] { 3, 5, 7 }, 9, 10)]
    [InlineData(new[] { 6, 10, 14 }, 17, 20)]
    [InlineData(new[] { 4 }, 1, 4)]
    public void A_quorum_rises_to_the_next_sum_of_stakes(int[] stakes, int quorum, int expected) =>
        Assert.Equal(expected, QuorumTightening.Smallest([.. stakes.Select(stake => (Rational)stake)], quorum));

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000_007_000_003)]
    public void Tightening_agrees_with_trying_every_coalition_in_small_and_in_huge_amounts(long unit)
    {
        Random random = new(4);
        for (int i = 0; i < 30; i++)
        {
            Rational[] stakes = [.. Enumerable.Range(0, 9).Select(k => (Rational)random.Next(1, 1_000) * unit + k)];
            Rational quorum = Rational.Sum(stakes) / random.Next(2, 5);
            Rational least = Enumerable.Range(0, 1 << stakes.Length)
                .Select(mask => Rational.Sum(stakes.Where((_, k) => (mask >> k & 1) != 0)))
                .Where(sum => sum >= quorum).Min();

            Assert.Equal(least, QuorumTightening.Smallest(stakes, quorum));
        }
    }

    [Fact]
    public void A_certified_graph_splits_into_stakes_of_its_own()
    {
        RestakingGraph graph = Families.Of(5, 30, 0.2, 3);

        IsolatedSplit split = IsolatedSplit.Of(graph);

        Assert.True(split.Total <= split.TotalRestaked);
        for (int s = 0; s < graph.Services.Count; s++)
        {
            Rational given = Rational.Sum(
                Enumerable.Range(0, graph.Validators.Count).Select(v => IsolatedSplit.Part(graph, v, s)));
            Assert.Equal(split.StakePerService[s], given);
        }
    }
}
