using Cordon.Economics.Coordination;
using Cordon.Economics.Numbers;
using MathNet.Numerics.Distributions;

namespace Cordon.Economics.Tests.Coordination;

public class CoordinationTests
{
    [Theory]
    [InlineData(1, 4, 0.5, 0.3)]
    [InlineData(0, 1, 0, 0.5)]
    [InlineData(6, 1, 0.5, 0.5)]
    [InlineData(1e-6, 1e6, 0.3, 0.01)]
    public void Every_equilibrium_satisfies_both_conditions(double a, double b, double z, double c)
    {
        foreach (double theta in GlobalGame.Equilibria(a, b, z, c))
        {
            double x = theta + Normal.InvCDF(0, 1, theta) / Math.Sqrt(b);
            double cost = Normal.CDF(0, 1, Math.Sqrt(a + b) * (theta - (b * x + a * z) / (a + b)));
            Assert.InRange(cost, c - 1e-6, c + 1e-6);
        }
    }

    [Fact]
    public void Loud_public_news_makes_several_outcomes_possible_and_quiet_news_one()
    {
        Assert.Equal(3, GlobalGame.Equilibria(20, 1, 0.5, 0.5).Count);
        Assert.False(GlobalGame.Solve(20, 1, 0.5, 0.5).IsUnique);
        Assert.Single(GlobalGame.Equilibria(1, 4, 0.5, 0.5));
    }

    [Fact]
    public void Precise_private_signals_lead_to_the_limit()
    {
        double theta = GlobalGame.Solve(1, 1e10, 0.5, 0.3).FallsBelow;

        Assert.Equal(GlobalGame.Limit(10, 3), theta, 1e-3);
    }

    [Fact]
    public void A_dearer_attack_or_better_news_makes_the_protocol_safer()
    {
        double usual = GlobalGame.Solve(1, 4, 0.5, 0.3).FallsBelow;

        Assert.True(GlobalGame.Solve(1, 4, 0.5, 0.4).FallsBelow < usual);
        Assert.True(GlobalGame.Solve(1, 4, 0.8, 0.3).FallsBelow < usual);
    }

    [Theory]
    [InlineData(20, 4, 0.3)]
    [InlineData(1, 1, 0.5)]
    [InlineData(9, 9, 1)]
    public void Being_pivotal_is_what_one_s_own_part_changes(int n, int threshold, double p)
    {
        ThresholdPublicGood good = new(n, threshold, p);
        double with = Enumerable.Range(0, n).Where(k => k + 1 >= threshold).Sum(k => Binomial.PMF(p, n - 1, k));
        double without = Enumerable.Range(0, n).Where(k => k >= threshold).Sum(k => Binomial.PMF(p, n - 1, k));

        Assert.Equal(with - without, good.Pivotal, 1e-12);
        Assert.Equal(p * with + (1 - p) * without, good.Provided, 1e-12);
    }

    [Fact]
    public void A_relative_cost_of_one_is_refused() =>
        Assert.Throws<InvalidInputException>(() => GlobalGame.Solve(1, 4, 0.5, 1));
}
