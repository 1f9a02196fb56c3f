using System.Numerics;
using Cordon.Economics.Governance;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Governance;

public class GovernanceTests
{
    private static Rational[] Holdings(Drawn drawn, int max = 8) =>
        [.. drawn.Many(drawn.Whole(1, max), () => drawn.Fraction(40)), 1];

    [Fact]
    public void Gini_is_the_mean_difference_over_twice_the_mean() =>
        Drawn.ForSeeds(200, drawn =>
        {
            Rational[] holdings = Holdings(drawn);
            Rational differences = Rational.Sum(
                from a in holdings from b in holdings select Rational.Abs(a - b));
            Rational expected = differences / (2 * holdings.Length * Rational.Sum(holdings));

            Assert.Equal(expected, Concentration.Of(holdings).Gini);
        });

    [Fact]
    public void The_nakamoto_coefficient_is_the_smallest_group_that_trying_all_finds() =>
        Drawn.ForSeeds(100, drawn =>
        {
            Rational[] holdings = Holdings(drawn, 7);
            Rational share = new(drawn.Whole(1, 11), 12);
            bool isStrict = drawn.Chance(0.5);
            Rational line = share * Rational.Sum(holdings);
            int smallest = Enumerable.Range(0, 1 << holdings.Length)
                .Where(group =>
                {
                    Rational sum = Rational.Sum(holdings.Where((_, i) => ((group >> i) & 1) == 1));
                    return isStrict ? sum > line : sum >= line;
                }).Min(group => int.PopCount(group));

            Assert.Equal(smallest, Concentration.Of(holdings).NakamotoCoefficient(share, isStrict));
        });

    [Fact]
    public void Nobody_exceeds_everything_and_merging_holders_concentrates()
    {
        Assert.Null(Concentration.Of([1, 2]).NakamotoCoefficient(1, isStrict: true));
        Assert.True(Concentration.Of([3, 3]).Herfindahl > Concentration.Of([3, 2, 1]).Herfindahl);
        Assert.Throws<InvalidInputException>(() => Concentration.Of([0, 0]));
        Assert.Throws<InvalidInputException>(() => Concentration.Of([]));
    }

    [Fact]
    public void Voting_power_is_what_enumerating_all_orders_and_coalitions_gives() =>
        Drawn.ForSeeds(80, drawn =>
        {
            Rational[] weights = drawn.Many(drawn.Whole(1, 7), () => drawn.Fraction(9));
            Rational total = Rational.Sum(weights);
            if (total.IsZero) return;
            Rational quota = new Rational(drawn.Whole(1, 8), 8) * total;
            VotingPower power = VotingPower.Of(weights, quota);

            int n = weights.Length;
            Rational Weight(int group) => Rational.Sum(weights.Where((_, i) => ((group >> i) & 1) == 1));
            for (int i = 0; i < n; i++)
            {
                int[] swings = [.. Enumerable.Range(0, 1 << n).Where(group =>
                    ((group >> i) & 1) == 0 && Weight(group) < quota && Weight(group | (1 << i)) >= quota)];
                Rational shapley = Rational.Sum(swings.Select(int.PopCount).Select(size =>
                    new Rational(Factorial(size) * Factorial(n - size - 1), Factorial(n))));
                Assert.Equal(swings.Length, power.BanzhafSwings[i]);
                Assert.Equal(shapley, power.ShapleyShubik[i]);
            }

            Assert.Equal(1, Rational.Sum(power.ShapleyShubik));
        });

    private static BigInteger Factorial(int n) =>
        Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, i) => product * i);

    [Fact]
    public void A_hundred_voters_of_few_sizes_are_counted_exactly()
    {
        Rational[] weights = [.. Enumerable.Range(0, 100).Select(i => (Rational)(1 + (i % 3)))];

        VotingPower power = VotingPower.Of(weights, 101);

        Assert.Equal(1, Rational.Sum(power.ShapleyShubik));
        Assert.True(power.ShapleyShubik[2] > power.ShapleyShubik[0]);
    }

    [Fact]
    public void Too_many_different_weights_and_impossible_quotas_are_refused()
    {
        Rational[] weights = [.. Enumerable.Range(0, 60).Select(i => (Rational)(BigInteger.One << i))];

        Assert.Throws<InvalidInputException>(() => VotingPower.Of(weights, 1));
        Assert.Throws<InvalidInputException>(() => VotingPower.Of([1, 1], 3));
        Assert.Throws<InvalidInputException>(() => VotingPower.Of([1, 1], 0));
    }

    private static VoteMarket Market(Drawn drawn) => new()
    {
        Circulating = 1e6,
        TokenPrice = drawn.Number(0.1, 10),
        HonestTurnout = drawn.Number(0, 0.5),
        Quorum = drawn.Number(0, 0.5),
        PassThreshold = drawn.Number(0, 0.9),
        LendableTokens = drawn.Number(0, 2e5),
        BorrowApr = drawn.Number(0, 1),
        VoteDays = drawn.Number(0, 14),
        FlashAvailable = drawn.Number(0, 2e5),
        FlashFee = 0.0009,
        SnapshotBeforeProposal = drawn.Chance(0.5),
        AmmTokenReserve = drawn.Number(1e4, 1e6),
        AmmQuoteReserve = drawn.Number(1e4, 1e6),
        AmmFee = 0.003,
        Treasury = drawn.Magnitude(1, 1e9),
    };

    [Fact]
    public void The_votes_come_from_the_three_sources_and_carry_the_proposal() =>
        Drawn.ForSeeds(300, drawn =>
        {
            VoteMarket market = Market(drawn);
            VoteAttack attack = VoteAttack.Cheapest(market);
            double no = market.HonestTurnout * market.Circulating;
            double yes = attack.FlashTokens + attack.BorrowedTokens + attack.BoughtTokens;

            Assert.Equal(attack.VotesNeeded, yes, 1e-6);
            Assert.True(yes >= (market.PassThreshold * (yes + no)) - 1e-6);
            Assert.True(yes + no >= (market.Quorum * market.Circulating) - 1e-6);
            if (market.SnapshotBeforeProposal) Assert.Equal(0, attack.FlashTokens);
        });

    [Fact]
    public void More_honest_voters_a_snapshot_and_a_thinner_market_never_make_it_cheaper() =>
        Drawn.ForSeeds(300, drawn =>
        {
            VoteMarket drawnMarket = Market(drawn);
            VoteMarket market = drawnMarket with
            {
                AmmQuoteReserve = drawnMarket.AmmTokenReserve * drawnMarket.TokenPrice, // the pool knows the price
            };
            double cost = VoteAttack.Cheapest(market with { Quorum = 0 }).Cost;

            Assert.True(VoteAttack.Cheapest(market with { Quorum = 0, HonestTurnout = 0.6 }).Cost >= cost);
            VoteMarket thin = market with { Quorum = 0, LendableTokens = 0 };
            Assert.True(VoteAttack.Cheapest(thin).Cost >= cost * (1 - 1e-9));
        });

    [Fact]
    public void What_the_pool_does_not_hold_cannot_be_bought_at_any_price()
    {
        VoteMarket market = Market(new Drawn(2)) with
        {
            HonestTurnout = 0.5,
            PassThreshold = 0.5,
            LendableTokens = 0,
            SnapshotBeforeProposal = true,
            AmmTokenReserve = 5e5,
        };

        Assert.Equal(double.PositiveInfinity, VoteAttack.Cheapest(market).Cost);
        Assert.False(VoteAttack.Cheapest(market).IsProfitable);
        Assert.Equal("PassThreshold", Assert.Throws<InvalidInputException>(() =>
            VoteAttack.Cheapest(market with { PassThreshold = 1 })).Field);
    }

    [Fact]
    public void A_council_acts_as_often_as_adding_up_the_binomial_says() =>
        Drawn.ForSeeds(100, drawn =>
        {
            int members = drawn.Whole(1, 15);
            int threshold = drawn.Whole(1, members);
            double online = drawn.Number(0, 1);
            double expected = Enumerable.Range(threshold, members - threshold + 1).Sum(k =>
                (double)(Factorial(members) / Factorial(k) / Factorial(members - k))
                * Math.Pow(online, k) * Math.Pow(1 - online, members - k));

            Assert.Equal(expected, CouncilAvailability.Of(members, threshold, online).ProbabilityToAct, 1e-12);
        });

    [Theory]
    [InlineData(0, 1, 0.5)]
    [InlineData(3, 4, 0.5)]
    [InlineData(3, 2, 1.5)]
    public void A_council_that_cannot_exist_is_refused(int members, int threshold, double online) =>
        Assert.Throws<InvalidInputException>(() => CouncilAvailability.Of(members, threshold, online));
}
