using Cordon.Economics.Bounties;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Bounties;

public class BountyTests
{
    [Fact]
    public void No_other_bounty_costs_less_when_reservations_are_exponential() =>
        Drawn.ForSeeds(200, drawn =>
        {
            double loss = drawn.Magnitude(1e-6, 1e12);
            double mean = drawn.Magnitude(1e-3, 1e9);
            OptimalBounty best = OptimalBounty.Exponential(loss, mean);
            double Cost(double bounty) =>
                (bounty * (1 - Math.Exp(-bounty / mean))) + (loss * Math.Exp(-bounty / mean));

            foreach (double factor in new[] { 0, 0.5, 0.9, 1.1, 2 })
                Assert.True(Cost(best.Bounty * factor) >= best.ExpectedCost * (1 - 1e-9));
            Assert.InRange(best.Bounty, 0, loss);
        });

    [Fact]
    public void No_other_bounty_costs_less_when_reservations_are_uniform() =>
        Drawn.ForSeeds(200, drawn =>
        {
            double loss = drawn.Magnitude(1, 1e9);
            double most = drawn.Magnitude(1, 1e9);
            OptimalBounty best = OptimalBounty.Uniform(loss, most);
            for (int i = 0; i <= 20; i++)
            {
                double bounty = most * i / 20;
                double told = bounty / most;
                Assert.True((bounty * told) + (loss * (1 - told)) >= best.ExpectedCost * (1 - 1e-9));
            }
        });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e-18, 1)]
    [InlineData(1e27, 1)]
    public void Extreme_losses_have_a_bounty_that_solves_the_equation(double loss, double mean)
    {
        double x = OptimalBounty.Exponential(loss, mean).Bounty / mean;

        Assert.Equal(1, (x + Math.Exp(x)) / (1 + (loss / mean)), 1e-9);
    }

    private static FinderOutlook Finder => new()
    {
        ExploitValue = 1e7,
        PSuccess = 0.9,
        FractionKeptAfterLaundering = 0.6,
        PCaught = 0.3,
        Penalty = 2e6,
        GrayMarketPrice = 1e6,
        PayoutReliability = 0.9,
    };

    [Fact]
    public void A_finder_who_gains_nothing_else_needs_no_bounty_and_harsher_pursuit_needs_less()
    {
        Assert.Equal(0, BountyThreshold.Of(Finder with { Penalty = 1e9, GrayMarketPrice = 0 }).BountyMin);
        Assert.True(BountyThreshold.Of(Finder with { PCaught = 0.6 }).BountyMin < BountyThreshold.Of(Finder).BountyMin);
        Assert.True(BountyThreshold.Of(Finder with { PayoutReliability = 0.5 }).BountyMin
            > BountyThreshold.Of(Finder).BountyMin);
    }

    [Fact]
    public void Impossible_outlooks_are_refused_by_name()
    {
        Assert.Equal("PayoutReliability", Assert.Throws<InvalidInputException>(() =>
            BountyThreshold.Of(Finder with { PayoutReliability = 0 })).Field);
        Assert.Equal("PSuccess", Assert.Throws<InvalidInputException>(() =>
            BountyThreshold.Of(Finder with { PSuccess = 1.1 })).Field);
        Assert.Throws<InvalidInputException>(() => OptimalBounty.Exponential(-1, 1));
        Assert.Throws<InvalidInputException>(() => OptimalBounty.Uniform(1, 0));
    }
}
