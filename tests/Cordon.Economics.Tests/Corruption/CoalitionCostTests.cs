using Cordon.Economics.Corruption;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Corruption;

public class CoalitionCostTests
{
    private static (Rational Cheapest, int Fewest) ByEnumeration(Rational[] stakes, Rational required, bool isStrict)
    {
        Rational? cheapest = null;
        int fewest = stakes.Length;
        for (int group = 0; group < 1 << stakes.Length; group++)
        {
            Rational sum = Rational.Sum(stakes.Where((_, i) => ((group >> i) & 1) == 1));
            if (isStrict ? sum <= required : sum < required) continue;
            if (cheapest is null || sum < cheapest) cheapest = sum;
            fewest = Math.Min(fewest, int.PopCount(group));
        }

        return (cheapest!.Value, fewest);
    }

    [Fact]
    public void Agrees_with_trying_every_coalition() =>
        Drawn.ForSeeds(100, drawn =>
        {
            Rational[] stakes = drawn.Many(drawn.Whole(1, 9), () => drawn.Fraction(40) + 1);
            Rational threshold = new(drawn.Whole(0, 12), 13);
            bool isStrict = drawn.Chance(0.5);

            CorruptibleCoalition found = CoalitionCost.Cheapest(stakes, threshold, isStrict);

            (Rational cheapest, int fewest) = ByEnumeration(stakes, found.RequiredStake, isStrict);
            Assert.Equal(cheapest, found.CheapestStake);
            Assert.Equal(fewest, found.FewestMembers.Length);
            Assert.Equal(found.CheapestStake, Rational.Sum(found.CheapestMembers.Select(i => stakes[i])));
            Assert.True(found.IsExact);
        });

    [Fact]
    public void A_third_of_three_equal_stakes_is_reached_by_one_and_exceeded_only_by_two()
    {
        Rational[] stakes = [1, 1, 1];
        Rational third = new(1, 3);

        Assert.Equal(1, CoalitionCost.Cheapest(stakes, third).CheapestStake);
        Assert.Equal(2, CoalitionCost.Cheapest(stakes, third, isStrict: true).CheapestStake);
    }

    [Fact]
    public void A_thousand_members_with_arbitrary_stakes_get_an_answer_with_honest_bounds()
    {
        Drawn drawn = new(11);
        Rational[] stakes = drawn.Many(1000, () => Rational.OfDouble(drawn.Magnitude(1, 1e6)));

        CorruptibleCoalition found = CoalitionCost.Cheapest(stakes, new Rational(2, 3));

        Assert.True(found.CheapestStake >= found.RequiredStake);
        Assert.True(found.CheapestStakeAtLeast <= found.CheapestStake);
        Assert.True(found.CheapestStakeAtLeast >= found.RequiredStake);
        Assert.True((found.CheapestStake / found.RequiredStake).ToDouble() < 1.001);
        Assert.Equal(found.CheapestStake, Rational.Sum(found.CheapestMembers.Select(i => stakes[i])));
    }

    [Fact]
    public void What_no_coalition_can_reach_is_refused()
    {
        Assert.Throws<InvalidInputException>(() => CoalitionCost.Cheapest([], new Rational(1, 2)));
        Assert.Throws<InvalidInputException>(() => CoalitionCost.Cheapest([1, 2], 1, isStrict: true));
        Assert.Throws<InvalidInputException>(() => CoalitionCost.Cheapest([1, 2], 2));
        Assert.Throws<InvalidInputException>(() => CoalitionCost.Cheapest([1, -2], new Rational(1, 2)));
    }

    [Fact]
    public void Without_any_threshold_nobody_is_needed() =>
        Assert.Empty(CoalitionCost.Cheapest([3, 4], 0).CheapestMembers);
}
