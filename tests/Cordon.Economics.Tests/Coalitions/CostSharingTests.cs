using Cordon.Economics.Coalitions;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Coalitions;

public class CostSharingTests
{
    // Cheaper together: the root of the size, scaled, which no group can undercut.
    private static CostGame Draw(Drawn drawn, int members)
    {
        Rational[] values = drawn.Many(1 << members, () => drawn.Fraction(30));
        values[0] = 0;
        return new CostGame(members, group => values[group]);
    }

    private static Rational[] ByOrders(CostGame game)
    {
        Rational[] sum = new Rational[game.Members];
        int orders = 0;
        foreach (int[] order in Orders(game.Members))
        {
            orders++;
            uint group = 0;
            foreach (int member in order)
            {
                sum[member] += game[group | (1u << member)] - game[group];
                group |= 1u << member;
            }
        }

        return [.. sum.Select(s => s / orders)];
    }

    private static IEnumerable<int[]> Orders(int n)
    {
        if (n == 0) return [[]];
        return Orders(n - 1).SelectMany(order =>
            Enumerable.Range(0, n).Select(at => (int[])[.. order[..at], n - 1, .. order[at..]]));
    }

    [Fact]
    public void The_shapley_value_is_the_average_over_all_orders() =>
        Drawn.ForSeeds(60, drawn =>
        {
            CostGame game = Draw(drawn, drawn.Whole(1, 6));
            Assert.Equal(ByOrders(game), game.Shapley());
        });

    [Fact]
    public void Shares_add_up_equals_pay_equally_and_who_adds_nothing_pays_nothing()
    {
        CostGame game = new(3, group => group switch { 0 or 4 => 0, 1 or 2 or 5 or 6 => 5, _ => 8 });
        Rational[] shares = game.Shapley();

        Assert.Equal(game.Total, Rational.Sum(shares));
        Assert.Equal(shares[0], shares[1]);
        Assert.Equal(0, shares[2]);
    }

    [Fact]
    public void The_stairs_of_the_airport_are_its_shapley_value_and_nobody_wants_to_leave() =>
        Drawn.ForSeeds(60, drawn =>
        {
            Rational[] costs = drawn.Many(drawn.Whole(1, 8), () => drawn.Fraction(50));
            CostGame game = new(costs.Length, group =>
                costs.Where((_, i) => ((group >> i) & 1) == 1).Aggregate(Rational.Zero, Rational.Max));
            Rational[] shares = CostSharing.Airport(costs);

            Assert.Equal(game.Shapley(), shares);
            Assert.True(game.IsInCore(shares, isCost: true));
        });

    [Fact]
    public void The_least_core_complains_no_more_than_any_other_division() =>
        Drawn.ForSeeds(40, drawn =>
        {
            int n = drawn.Whole(1, 5);
            CostGame game = Draw(drawn, n);
            foreach (bool isCost in new[] { true, false })
            {
                Core core = Core.Of(game, isCost);
                Assert.Equal(game.Total, Rational.Sum(core.Shares));
                if (n > 1) Assert.Equal(core.WorstComplaint, game.WorstComplaint(core.Shares, isCost).Complaint);
                for (int attempt = 0; attempt < 40; attempt++)
                {
                    Rational[] other = drawn.Many(n, () => drawn.Fraction(40) - drawn.Fraction(20));
                    other[0] += game.Total - Rational.Sum(other);
                    Assert.True(game.WorstComplaint(other, isCost).Complaint >= core.WorstComplaint || n == 1);
                }
            }
        });

    [Fact]
    public void A_game_in_which_any_two_win_has_an_empty_core()
    {
        CostGame majority = new(3, group => uint.PopCount(group) >= 2 ? 1 : 0);

        Core core = Core.Of(majority, isCost: false);

        Assert.True(core.IsEmpty);
        Assert.Equal(new Rational(1, 3), core.WorstComplaint);
    }

    [Fact]
    public void Sampled_shares_add_up_and_hold_their_bound()
    {
        Drawn drawn = new(9);
        double[] costs = drawn.Many(40, () => drawn.Number(1, 100));
        double Largest(bool[] joined) => costs.Where((_, i) => joined[i]).DefaultIfEmpty(0).Max();

        SampledShapley sampled = SampledShapley.Of(costs.Length, Largest, pairs: 300, seed: 5);

        Rational[] exact = CostSharing.Airport([.. costs.Select(Rational.OfDouble)]);
        Assert.Equal(costs.Max(), sampled.Shares.Sum(), 1e-6);
        for (int i = 0; i < costs.Length; i++)
            Assert.InRange(Math.Abs(sampled.Shares[i] - exact[i].ToDouble()), 0, sampled.ErrorBound[i]);
        Assert.Equal(sampled.Shares, SampledShapley.Of(costs.Length, Largest, 300, 5).Shares);
    }

    [Fact]
    public void Twenty_members_are_exact_and_twenty_one_are_refused()
    {
        double[] deviations = [.. Enumerable.Range(1, 20).Select(i => (double)i)];

        double[] shares = CostSharing.RiskPool(deviations);

        Assert.Equal(Math.Sqrt(deviations.Sum(s => s * s)), shares.Sum(), 1e-9);
        Assert.Equal(shares.Order(), shares);
        Assert.Throws<InvalidInputException>(() => CostSharing.RiskPool([.. deviations, 21.0]));
        Assert.Throws<InvalidInputException>(() => new CostGame(2, _ => 1));
    }

    [Fact]
    public void Pooling_independent_risks_saves_and_both_divisions_spend_the_same() =>
        Drawn.ForSeeds(50, drawn =>
        {
            double[] deviations = drawn.Many(drawn.Whole(1, 8), () => drawn.Magnitude(1e-9, 1e9));
            double total = Math.Sqrt(deviations.Sum(s => s * s));

            Assert.Equal(1, CostSharing.RiskPool(deviations).Sum() / total, 1e-9);
            Assert.Equal(1, CostSharing.EulerShares(deviations).Sum() / total, 1e-9);
        });
}
