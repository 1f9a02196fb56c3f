using Cordon.Economics.Contagion;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Contagion;

public class DebtRankTests
{
    private static DebtRankNetwork<Rational> Draw(Drawn drawn, int exposureMax = 4)
    {
        int n = drawn.Whole(1, 6);
        return new DebtRankNetwork<Rational>(
            [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n)
                .Select(j => i == j || drawn.Chance(0.4) ? Rational.Zero : drawn.Fraction(exposureMax)).ToArray())],
            drawn.Many(n, () => (Rational)drawn.Whole(1, 12)),
            drawn.Many(n, () => (Rational)drawn.Whole(1, 12)));
    }

    private static Rational[] Seed(Drawn drawn, int n) =>
        [.. Enumerable.Range(0, n).Select(i => i == 0 ? new Rational(1, drawn.Whole(1, 5)) : Rational.Zero)];

    private static DebtRankNetwork<double> Rough(DebtRankNetwork<Rational> network) => new(
        [.. network.Assets.Select(row => row.Select(amount => amount.ToDouble()).ToArray())],
        [.. network.Equity.Select(amount => amount.ToDouble())],
        [.. network.Weights.Select(amount => amount.ToDouble())]);

    [Fact]
    public void The_exact_limit_satisfies_its_equation_and_is_where_the_iteration_goes() =>
        Drawn.ForSeeds(200, drawn =>
        {
            DebtRankNetwork<Rational> network = Draw(drawn);
            Rational[] initial = Seed(drawn, network.Count);

            DebtRankResult<Rational> exact = DebtRank.MultiHit(network, initial);
            DebtRankResult<double> rough = DebtRank.MultiHit(Rough(network), [.. initial.Select(h => h.ToDouble())]);

            for (int i = 0; i < network.Count; i++)
            {
                Rational pull = initial[i];
                for (int j = 0; j < network.Count; j++)
                    pull += network.Assets[i][j] / network.Equity[i] * exact.Stress[j];
                Assert.Equal(Rational.Min(1, pull), exact.Stress[i]);
                Assert.Equal(exact.Stress[i].ToDouble(), rough.Stress[i], 1e-6);
            }
        });

    [Fact]
    public void Stress_stays_between_its_start_and_one_and_hitting_again_adds_to_it() =>
        Drawn.ForSeeds(200, drawn =>
        {
            DebtRankNetwork<Rational> network = Draw(drawn, exposureMax: 30);
            Rational[] initial = Seed(drawn, network.Count);
            DebtRankResult<Rational> single = DebtRank.SingleHit(network, initial);
            DebtRankResult<Rational> multi = DebtRank.MultiHit(network, initial);

            for (int i = 0; i < network.Count; i++)
            {
                Assert.True(single.Stress[i] >= initial[i] && single.Stress[i] <= 1);
                Assert.True(multi.Stress[i] >= single.Stress[i]);
            }

            Assert.True(single.DebtRank.Sign >= 0 && single.DebtRank <= multi.DebtRank);
        });

    [Fact]
    public void More_equity_never_spreads_more_distress() =>
        Drawn.ForSeeds(100, drawn =>
        {
            DebtRankNetwork<Rational> network = Draw(drawn);
            DebtRankNetwork<Rational> stronger = network with { Equity = [.. network.Equity.Select(e => e * 2)] };
            Rational[] initial = Seed(drawn, network.Count);

            Assert.True(DebtRank.MultiHit(stronger, initial).DebtRank <= DebtRank.MultiHit(network, initial).DebtRank);
        });

    [Fact]
    public void Each_failure_is_ranked_as_if_it_alone_had_failed()
    {
        DebtRankNetwork<double> network = Rough(Draw(new Drawn(4)));
        IReadOnlyList<double> ranks = DebtRank.OfEachFailure(network);

        for (int failed = 0; failed < network.Count; failed++)
        {
            double[] initial = new double[network.Count];
            initial[failed] = 1;
            Assert.Equal(DebtRank.SingleHit(network, initial).DebtRank, ranks[failed]);
        }
    }

    [Fact]
    public void Who_has_nothing_to_lose_is_gone_at_the_first_touch_and_the_unexposed_are_spared()
    {
        DebtRankNetwork<Rational> network = new([[0, 1, 0], [0, 0, 0], [0, 0, 0]], [0, 5, 0], [1, 1, 1]);

        DebtRankResult<Rational> hit = DebtRank.SingleHit(network, [0, new Rational(1, 2), 0]);
        Assert.Equal([new Rational(1, 2), new Rational(1, 2), 0], hit.Stress);
        Assert.Equal([1, new Rational(1, 2), 0], DebtRank.MultiHit(network, [0, new Rational(1, 2), 0]).Stress);
        Assert.Equal(0, DebtRank.MultiHit(network, [0, 0, 1]).DebtRank);
    }

    [Fact]
    public void Nobody_and_weightless_members_rank_zero()
    {
        Assert.Equal(0, DebtRank.SingleHit(new DebtRankNetwork<Rational>([], [], []), []).DebtRank);
        Assert.Equal(0, DebtRank.SingleHit(new DebtRankNetwork<double>([[0]], [1], [0]), [1]).DebtRank);
    }

    [Fact]
    public void Stress_above_one_and_lists_of_other_lengths_are_refused()
    {
        DebtRankNetwork<Rational> network = new([[0]], [1], [1]);

        Assert.Throws<InvalidInputException>(() => DebtRank.SingleHit(network, [2]));
        Assert.Throws<InvalidInputException>(() => DebtRank.MultiHit(network, []));
        Assert.Equal("Weights", Assert.Throws<InvalidInputException>(() =>
            DebtRank.SingleHit(network with { Weights = [1, 1] }, [1])).Field);
    }
}
