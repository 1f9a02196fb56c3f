using Cordon.Economics.Bribery;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Bribery;

public class BriberyTests
{
    private static FlowSecurity Flow => new()
    {
        BlockReward = 250_000,
        MajorityMultiple = 1.2,
        AttackBlocks = 36,
        AttackValue = 1e9,
        BlocksPerDay = 144,
    };

    [Fact]
    public void At_the_required_reward_the_attack_just_breaks_even() =>
        Drawn.ForSeeds(100, drawn =>
        {
            FlowSecurity flow = Flow with
            {
                AttackValue = drawn.Magnitude(1e-18, 1e27),
                AttackBlocks = drawn.Magnitude(1, 1e6),
            };
            FlowSecurity even = flow with { BlockReward = flow.RequiredBlockReward };
            Assert.Equal(1, even.AttackCost / flow.AttackValue, 1e-12);
        });

    [Fact]
    public void Security_costs_a_year_in_proportion_to_what_it_protects()
    {
        FlowSecurity twice = Flow with { AttackValue = 2e9 };

        Assert.Equal(Flow.AnnualFlowOverValue, twice.AnnualFlowOverValue, 1e-9);
        Assert.Equal(0, (Flow with { AttackValue = 0 }).AnnualFlowOverValue);
        Assert.True((Flow with { AttackValue = 0 }).IsSecure);
    }

    [Fact]
    public void An_attack_without_a_majority_or_time_is_refused_by_name()
    {
        Assert.Equal("MajorityMultiple",
            Assert.Throws<InvalidInputException>(() => (Flow with { MajorityMultiple = 0 }).Checked()).Field);
        Assert.Equal("AttackBlocks",
            Assert.Throws<InvalidInputException>(() => (Flow with { AttackBlocks = 0 }).Checked()).Field);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(100, 51)]
    [InlineData(101, 51)]
    public void A_majority_is_more_than_half(int voters, int majority)
    {
        PlusEpsilonBribe bribe = PlusEpsilonBribe.Of(voters, 10, 1, 5);

        Assert.Equal(majority, bribe.Majority);
        Assert.Equal(majority * 16, bribe.BudgetForMajority, 1e-9);
        Assert.Equal(voters * 16, bribe.BudgetForAll, 1e-9);
        Assert.Equal(majority * 11, bribe.OutrightPurchase, 1e-9);
    }

    [Theory]
    [InlineData(100, "1/2", 50)]
    [InlineData(3, "1/3", 1)]
    [InlineData(10, "1/3", 4)]
    [InlineData(7, "1", 7)]
    [InlineData(7, "0", 0)]
    public void Members_needed_are_exact_also_for_thirds(int holders, string quorum, int needed)
    {
        Assert.True(Rational.TryParse(quorum, out Rational share));
        Assert.Equal(needed, BribeBound.Of(holders, 1000, share).MembersNeeded);
    }

    [Fact]
    public void Voters_and_holders_that_do_not_exist_are_refused()
    {
        Assert.Throws<InvalidInputException>(() => PlusEpsilonBribe.Of(0, 1, 1, 1));
        Assert.Throws<InvalidInputException>(() => PlusEpsilonBribe.Of(1, -1, 1, 1));
        Assert.Throws<InvalidInputException>(() => BribeBound.Of(0, 1, 1));
        Assert.Throws<InvalidInputException>(() => BribeBound.Of(1, 1, 2));
    }
}
