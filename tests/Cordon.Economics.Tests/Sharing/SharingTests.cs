using Cordon.Economics.Numbers;
using Cordon.Economics.Sharing;

namespace Cordon.Economics.Tests.Sharing;

public class SharingTests
{
    [Fact]
    public void Bounded_attackers_never_need_more_stake_than_all_at_once_and_as_much_when_they_reach_everything()
    {
        Random random = new(1);
        for (int i = 0; i < 100; i++)
        {
            Rational[] profits = [.. Enumerable.Range(0, 6).Select(_ => (Rational)random.Next(1, 100))];
            Rational[] alphas = [.. profits.Select(_ => new Rational(random.Next(1, 6), 6))];
            Rational before = default;
            for (int k = 1; k <= 6; k++)
            {
                SharedSecurity shared = SharedSecurity.Of(profits, alphas, new Rational(1, 10), k);
                Assert.True(shared.SharedTotalBounded >= before);
                before = shared.SharedTotalBounded;
            }

            Assert.Equal(SharedSecurity.Of(profits, alphas, new Rational(1, 10), 9).IsolatedTotal, before);
        }
    }

    [Fact]
    public void A_pool_agrees_with_trying_every_combination_of_hacks()
    {
        Random random = new(2);
        for (int i = 0; i < 30; i++)
        {
            double[] p = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble() * 0.2)];
            Rational[] loss = [.. p.Select(_ => new Rational(random.Next(1, 50), random.Next(1, 4)))];
            MutualPool pool = MutualPool.Of(p, loss, 0.95);

            double within = 0;
            double below = 0;
            double unfunded = 0;
            for (int mask = 0; mask < 256; mask++)
            {
                double chance = 1;
                for (int k = 0; k < 8; k++) chance *= (mask >> k & 1) != 0 ? p[k] : 1 - p[k];
                Rational total = Rational.Sum(loss.Where((_, k) => (mask >> k & 1) != 0));
                if (total <= pool.PoolCapital) within += chance;
                else unfunded += chance * (total - pool.PoolCapital).ToDouble();
                if (total < pool.PoolCapital) below += chance;
            }

            Assert.True(within >= 0.95 - 1e-9 && below < 0.95, "the capital is not the smallest that is enough");
            Assert.Equal(unfunded, pool.ExpectedUnfundedLoss, 1e-9);
        }
    }

    [Fact]
    public void A_pool_of_certain_and_of_impossible_losses_is_exact()
    {
        MutualPool certain = MutualPool.Of([1, 0], [new Rational(1, 3), 7], 0.99);

        Assert.Equal(new Rational(1, 3), certain.PoolCapital);
        Assert.Equal((0, 1.0 / 3), (certain.ExpectedUnfundedLoss, certain.MeanLoss));
        Assert.Equal(1, certain.CapitalEfficiency);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(3, 0)]
    public void Less_remains_to_stretch_the_more_services_turned(int turned, int left)
    {
        Dictionary<string, Rational> allotments = new() { ["a"] = 60, ["b"] = 50, ["c"] = 40 };

        (Rational remaining, IReadOnlyDictionary<string, Rational> stretched) =
            ElasticRestaking.Stretch(100, allotments, [.. allotments.Keys.Take(turned)]);

        Assert.Equal(left, stretched.Count);
        Assert.All(stretched.Values, value => Assert.True(value <= remaining && value <= 60));
        Assert.True(remaining.Sign >= 0);
    }

    [Fact]
    public void A_validator_that_stretches_over_everything_is_worth_nothing_after_one_service_turned()
    {
        Assert.NotNull(ElasticRestaking.MinimumStake(10, 4, 4, 1, new Rational(1, 3), 0));
        Assert.Null(ElasticRestaking.MinimumStake(10, 4, 4, 1, new Rational(1, 3), 1));
        Assert.Equal(0, ElasticRestaking.MinimumStake(10, 4, 1, 1, new Rational(1, 3), 4));
    }

    [Fact]
    public void Splitting_stake_over_providers_is_never_stronger_than_pooling_it() =>
        Assert.All((int[][])[[5], [1, 9], [0, 4, 4]], stakes =>
        {
            ProviderSplit split = ProviderSplit.Of(new Rational(1, 3), [.. stakes.Select(s => (Rational)s)]);
            Assert.True(split.UnifiedCost >= split.FragmentedCost);
            Assert.Equal(stakes.Min() == 0, split.Uplift is null);
        });

    [Theory]
    [InlineData("profits")]
    [InlineData("alpha")]
    [InlineData("max_simultaneous_services")]
    [InlineData("gamma")]
    public void Impossible_services_are_refused_by_name(string field) =>
        Assert.Equal(field, Assert.Throws<InvalidInputException>(() => SharedSecurity.Of(
            [field == "profits" ? -1 : 1], [field == "alpha" ? 0 : 1], field == "gamma" ? -1 : 0,
            field == "max_simultaneous_services" ? 0 : 1)).Field);
}
