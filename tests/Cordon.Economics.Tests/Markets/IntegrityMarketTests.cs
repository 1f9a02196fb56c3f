using Cordon.Economics.Markets;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Markets;

public class IntegrityMarketTests
{
    private static IntegrityMarket Draw(Drawn drawn) => new(
        drawn.Magnitude(0.1, 1e6), drawn.Many(drawn.Whole(1, 6), () => drawn.Number(-1000, 1000)));

    [Fact]
    public void Prices_are_probabilities_and_one_of_everything_costs_one() =>
        Drawn.ForSeeds(300, drawn =>
        {
            IntegrityMarket market = Draw(drawn);

            Assert.Equal(1, market.Prices.Sum(), 1e-12);
            Assert.Equal(1, market.CostOf([.. market.Sold.Select(_ => 1.0)]), 1e-9);
        });

    [Fact]
    public void A_trade_in_two_parts_costs_what_it_costs_at_once_and_undoing_it_returns_it() =>
        Drawn.ForSeeds(300, drawn =>
        {
            IntegrityMarket market = Draw(drawn);
            double[] first = drawn.Many(market.Sold.Length, () => drawn.Number(-50, 50));
            double[] second = drawn.Many(market.Sold.Length, () => drawn.Number(-50, 50));
            double[] both = [.. first.Zip(second, (a, b) => a + b)];
            double size = 1e-9 * (1 + both.Sum(Math.Abs));

            Assert.Equal(market.CostOf(both), market.CostOf(first) + market.After(first).CostOf(second), size);
            Assert.Equal(0, market.CostOf(first) + market.After(first).CostOf([.. first.Select(x => -x)]), size);
        });

    [Fact]
    public void The_sponsor_never_loses_more_than_its_bound() =>
        Drawn.ForSeeds(200, drawn =>
        {
            int outcomes = drawn.Whole(2, 5);
            double liquidity = drawn.Magnitude(1, 1e4);
            IntegrityMarket fresh = new(liquidity, new double[outcomes]);
            double[] bought = drawn.Many(outcomes, () => drawn.Number(0, 20 * liquidity));

            double loss = bought.Max() - fresh.CostOf(bought); // the best outcome for the traders comes true
            Assert.True(loss <= fresh.LossMax * (1 + 1e-9));
        });

    [Fact]
    public void Enormous_quantities_neither_overflow_nor_lose_the_cost_of_a_small_trade()
    {
        IntegrityMarket market = new(100, [1e15, 1e15]);

        Assert.Equal([0.5, 0.5], market.Prices);
        Assert.Equal(5.124947951362557, market.CostOf([10, 0]), 1e-9);
        Assert.Equal([0, 1.0], new IntegrityMarket(1, [-1e300, 1e300]).Prices);
    }

    [Fact]
    public void Moving_the_price_is_the_trade_that_moves_it() =>
        Drawn.ForSeeds(200, drawn =>
        {
            double from = drawn.Number(0.01, 0.99);
            double to = drawn.Number(0.01, 0.99);
            PriceMove move = PriceMove.Of(from, to, 50);
            IntegrityMarket market = new(50, [50 * Math.Log(from), 50 * Math.Log(1 - from)]);

            Assert.Equal(move.Cost, market.CostOf([move.Shares, 0]), 1e-9);
            Assert.Equal(to, market.After([move.Shares, 0]).Prices[0], 1e-9);
            Assert.True(move.ProfitIfRight >= -1e-12);
        });

    [Fact]
    public void A_market_without_liquidity_outcomes_or_a_certain_price_is_refused()
    {
        Assert.Throws<InvalidInputException>(() => new IntegrityMarket(0, [1, 2]));
        Assert.Throws<InvalidInputException>(() => new IntegrityMarket(1, []));
        Assert.Throws<InvalidInputException>(() => new IntegrityMarket(1, [double.NaN]));
        Assert.Equal("p1", Assert.Throws<InvalidInputException>(() => PriceMove.Of(0.5, 1, 1)).Field);
        Assert.Throws<InvalidInputException>(() => IntegrityMarket.LiquidityFor(10, 1));
    }
}
