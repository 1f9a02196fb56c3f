using Cordon.Economics.Budgets;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Budgets;

public class BudgetTests
{
    [Fact]
    public void No_investment_near_the_optimum_is_better_and_none_exceeds_the_cap() =>
        Drawn.ForSeeds(300, drawn =>
        {
            double v = drawn.Number(0.01, 0.99);
            double loss = drawn.Magnitude(1, 1e12);
            double alpha = drawn.Magnitude(1e-9, 1);
            double beta = drawn.Number(1, 3);
            GordonLoeb one = GordonLoeb.ClassOne(v, loss, alpha, beta);
            GordonLoeb two = GordonLoeb.ClassTwo(v, loss, alpha);

            double Net(double z, Func<double, double> breach) => ((v - breach(z)) * loss) - z;
            foreach (double factor in new[] { 0.5, 0.9, 0.999, 1.001, 1.1, 2 })
            {
                double OneAt(double z) => v / Math.Pow((alpha * z) + 1, beta);
                double TwoAt(double z) => Math.Pow(v, (alpha * z) + 1);
                Assert.True(Net(one.Investment * factor, OneAt) <= one.NetBenefit + (1e-9 * loss));
                Assert.True(Net(two.Investment * factor, TwoAt) <= two.NetBenefit + (1e-9 * loss));
            }

            Assert.True(one.Investment <= one.Cap * (1 + 1e-12) && two.Investment <= two.Cap * (1 + 1e-12));
            Assert.True(one.NetBenefit >= 0 && two.NetBenefit >= -1e-12 * loss);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_is_surely_safe_or_surely_broken_gets_nothing_in_the_second_class(double vulnerability) =>
        Assert.Equal(0, GordonLoeb.ClassTwo(vulnerability, 1e6, 1e-3).Investment);

    [Fact]
    public void A_budget_is_spent_whole_and_no_shift_between_two_targets_helps() =>
        Drawn.ForSeeds(300, drawn =>
        {
            int n = drawn.Whole(1, 8);
            double[] losses = drawn.Many(n, () => drawn.Magnitude(1e-3, 1e6));
            double[] effect = drawn.Many(n, () => drawn.Magnitude(1e-3, 10));
            double budget = drawn.Magnitude(1e-3, 1e2) / effect.Max();
            BudgetAllocation best = BudgetAllocation.Of(losses, effect, budget);

            Assert.Equal(1, best.Amounts.Sum() / budget, 1e-9);
            Assert.All(best.Amounts, amount => Assert.True(amount >= 0));
            for (int i = 0; i < n; i++)
            {
                double marginal = losses[i] * effect[i] * Math.Exp(-effect[i] * best.Amounts[i]);
                if (best.Amounts[i] > 0) Assert.Equal(1, marginal / best.MarginalValue, 1e-6);
                else Assert.True(marginal <= best.MarginalValue * (1 + 1e-9));
            }

            Assert.True(best.ResidualLoss <= best.LossWithoutBudget);
        });

    [Fact]
    public void Nothing_to_protect_and_nothing_to_spend_are_answers_too()
    {
        Assert.Equal(0, BudgetAllocation.Of([0, 0], [1, 1], 5).ResidualLoss);
        Assert.Equal([0, 0], BudgetAllocation.Of([7, 3], [1, 1], 0).Amounts);
        Assert.Equal(10, BudgetAllocation.Of([7, 3], [1, 1], 0).ResidualLoss);
    }

    [Fact]
    public void No_other_coverage_leaves_the_attacker_less() =>
        Drawn.ForSeeds(300, drawn =>
        {
            int n = drawn.Whole(1, 6);
            double[] free = drawn.Many(n, () => drawn.Number(0, 10));
            double[] covered = [.. free.Select(value => value - drawn.Number(0.1, 10))];
            double resources = drawn.Number(0, n + 1);
            WatchCoverage best = WatchCoverage.Of(free, covered, resources);

            double ValueOf(IEnumerable<double> coverage) =>
                coverage.Select((c, i) => (c * covered[i]) + ((1 - c) * free[i])).Max();
            Assert.Equal(best.AttackerValue, ValueOf(best.Coverage), 1e-9);
            Assert.True(best.ResourcesUsed <= resources + 1e-9);
            for (int attempt = 0; attempt < 30; attempt++)
            {
                double[] other = drawn.Many(n, () => drawn.Number(0, 1));
                double scale = Math.Min(1, resources / Math.Max(1e-9, other.Sum()));
                Assert.True(ValueOf(other.Select(c => c * scale)) >= best.AttackerValue - 1e-9);
            }
        });

    [Fact]
    public void The_equilibria_are_those_that_trying_every_profile_finds() =>
        Drawn.ForSeeds(300, drawn =>
        {
            int n = drawn.Whole(1, 8);
            double[] costs = drawn.Many(n, () => drawn.Number(80, 210));
            InterdependentSecurity game = new(0.2, drawn.Number(0, 0.3), 1000, costs);

            List<string> expected = [];
            for (int profile = 0; profile < 1 << n; profile++)
            {
                bool Invests(int i) => ((profile >> i) & 1) == 1;
                bool isStable = Enumerable.Range(0, n).All(i =>
                {
                    int others = Enumerable.Range(0, n).Count(j => j != i && !Invests(j));
                    return Invests(i) == (costs[i] < game.Thresholds[others]);
                });
                if (isStable) expected.Add(string.Concat(Enumerable.Range(0, n).Select(i => Invests(i) ? 1 : 0)));
            }

            Assert.Equal(
                expected.Order(), game.Equilibria.Select(p => string.Concat(p.Select(x => x ? 1 : 0))).Order());
        });

    [Fact]
    public void The_tipping_set_is_as_small_as_trying_every_set_finds() =>
        Drawn.ForSeeds(200, drawn =>
        {
            int n = drawn.Whole(1, 7);
            double[] costs = drawn.Many(n, () => drawn.Number(80, 230));
            InterdependentSecurity game = new(0.2, 0.1, 1000, costs);

            int smallest = Enumerable.Range(0, 1 << n).Where(paid => AllFollow(game, costs, paid))
                .Min(paid => int.PopCount(paid));
            Assert.Equal(smallest, game.TippingSet.Length);
            Assert.True(AllFollow(game, costs, game.TippingSet.Sum(i => 1 << i)));
        });

    private static bool AllFollow(InterdependentSecurity game, double[] costs, int invested)
    {
        for (int before = -1; before != invested;)
        {
            before = invested;
            for (int i = 0; i < costs.Length; i++)
            {
                int others = costs.Length - int.PopCount(invested | (1 << i));
                if (costs[i] < game.Thresholds[others]) invested |= 1 << i;
            }
        }

        return int.PopCount(invested) == costs.Length;
    }

    [Fact]
    public void Impossible_quantities_are_refused_by_name()
    {
        Assert.Equal("vulnerability",
            Assert.Throws<InvalidInputException>(() => GordonLoeb.ClassOne(1.5, 1, 1, 1)).Field);
        Assert.Equal("effectiveness",
            Assert.Throws<InvalidInputException>(() => BudgetAllocation.Of([1], [0], 1)).Field);
        Assert.Equal("attackerCovered",
            Assert.Throws<InvalidInputException>(() => WatchCoverage.Of([1], [1], 1)).Field);
        Assert.Equal("costs",
            Assert.Throws<InvalidInputException>(() => new InterdependentSecurity(0.1, 0.1, 1, [])).Field);
    }
}
