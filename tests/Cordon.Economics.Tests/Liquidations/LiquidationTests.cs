using Cordon.Economics.Liquidations;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Liquidations;

public class LiquidationTests
{
    private static LendingPosition Draw(Drawn drawn) => new LendingPosition
    {
        CollateralUnits = drawn.Magnitude(1e-3, 1e6),
        Price = drawn.Magnitude(1e-3, 1e6),
        Debt = drawn.Magnitude(1e-3, 1e9),
        LiqThreshold = drawn.Number(0.3, 0.95),
        LiqBonus = drawn.Number(0, 0.2),
        CloseFactor = drawn.Number(0.01, 1),
    }.Checked();

    [Fact]
    public void At_the_liquidation_price_the_health_is_one() =>
        Drawn.ForSeeds(200, drawn =>
        {
            LendingPosition position = Draw(drawn);
            Assert.Equal(1, (position with { Price = position.LiquidationPrice }).Health, 1e-12);
        });

    [Fact]
    public void Repaying_what_the_formula_says_gives_the_target_health() =>
        Drawn.ForSeeds(300, drawn =>
        {
            LendingPosition position = Draw(drawn);
            double target = drawn.Number(1, 1.5);
            double repaid = position.RepayToHealth(target);
            if (repaid == 0) Assert.True(position.Health >= target);
            if (repaid == 0 || repaid >= position.Debt) return;

            double left = position.CollateralValue - (repaid * (1 + position.LiqBonus));
            Assert.Equal(target, left * position.LiqThreshold / (position.Debt - repaid), 1e-6 * target);
        });

    [Fact]
    public void A_liquidation_lowers_the_loan_to_value_exactly_below_the_toxic_line() =>
        Drawn.ForSeeds(300, drawn =>
        {
            double debt = drawn.Number(60, 99);
            LendingPosition position = Draw(drawn) with { CollateralUnits = 100, Price = 1, Debt = debt };
            double gap = position.LoanToValue - position.ToxicLoanToValue;
            if (Math.Abs(gap) < 1e-9 || position.CloseFactor * position.Debt * (1 + position.LiqBonus) >= 100) return;

            Assert.Equal(gap < 0, position.LoanToValueAfterLiquidation < position.LoanToValue);
            Assert.Equal(gap > 0, ToxicLiquidation.Of(position.Debt, 100, position.LiqBonus).IsToxic);
        });

    [Fact]
    public void Liquidating_to_the_end_leaves_the_bad_debt_that_the_closed_form_says() =>
        Drawn.ForSeeds(100, drawn =>
        {
            double debt = drawn.Number(50, 150);
            double collateral = drawn.Number(50, 150);
            double bonus = drawn.Number(0.01, 0.2);
            ToxicLiquidation closed = ToxicLiquidation.Of(debt, collateral, bonus);

            for (int i = 0; i < 200 && debt > 1e-12 && collateral > 1e-12; i++)
            {
                double repaid = Math.Min(debt / 2, collateral / (1 + bonus));
                (debt, collateral) = (debt - repaid, collateral - (repaid * (1 + bonus)));
            }

            Assert.Equal(closed.BadDebtIfLiquidated, debt, 1e-9);
            Assert.True(closed.AvoidableBadDebt >= 0);
        });

    [Fact]
    public void The_spiral_is_the_smallest_set_that_feeds_itself() =>
        Drawn.ForSeeds(150, drawn =>
        {
            SpiralPosition[] positions = drawn.Many(drawn.Whole(0, 8), () => new SpiralPosition(
                drawn.Number(1, 200), drawn.Number(1, 300), drawn.Number(0.5, 0.9)));
            double drop = drawn.Number(0, 0.4);
            LiquidationSpiral spiral = LiquidationSpiral.Of(positions, 1000, 2000, drop);

            // Every set S that is stable at the price it makes; the least of them by size.
            int[] stable = [.. Enumerable.Range(0, 1 << positions.Length).Where(group =>
            {
                double sold = positions.Where((_, i) => ((group >> i) & 1) == 1).Sum(p => p.Units);
                double share = 1000 / (1000 + sold);
                double price = 2 * (1 - drop) * share * share;
                return Enumerable.Range(0, positions.Length).All(i => ((group >> i) & 1) == 1
                    == positions[i].Units * price * positions[i].LiqThreshold < positions[i].Debt);
            })];
            int expected = stable.MinBy(group => int.PopCount(group));
            Assert.Equal(Enumerable.Range(0, positions.Length).Where(i => ((expected >> i) & 1) == 1),
                spiral.Liquidated);
            Assert.True(spiral.FinalPrice <= spiral.PriceAfterShock);
        });

    [Fact]
    public void A_deeper_pool_never_liquidates_more()
    {
        SpiralPosition[] positions = new Drawn(5).Many(12, () => new SpiralPosition(50, 70, 0.8));

        LiquidationSpiral shallow = LiquidationSpiral.Of(positions, 100, 200, 0.15);
        LiquidationSpiral deep = LiquidationSpiral.Of(positions, 1e6, 2e6, 0.15);

        Assert.True(deep.Liquidated.Length <= shallow.Liquidated.Length);
        Assert.True(deep.TotalDrop < shallow.TotalDrop);
    }

    [Fact]
    public void A_shock_to_nobody_moves_the_price_by_itself_alone()
    {
        LiquidationSpiral spiral = LiquidationSpiral.Of([], 100, 200, 0.1);

        Assert.Equal(1.8, spiral.FinalPrice, 1e-12);
        Assert.Equal(1, spiral.Amplification, 1e-12);
        Assert.Empty(spiral.Rounds);
    }

    [Fact]
    public void After_a_fire_sale_nobody_wants_to_sell_more_and_no_higher_price_would_hold() =>
        Drawn.ForSeeds(100, drawn =>
        {
            FireSaleBank[] banks = drawn.Many(drawn.Whole(0, 5), () => new FireSaleBank(
                drawn.Number(1, 20), drawn.Number(0, 5), drawn.Number(1, 20)));
            double impact = drawn.Number(0, 0.01);
            FireSale sale = FireSale.Of(banks, 0.97, impact, 0.1);

            Assert.Equal(0.97 * Math.Exp(-impact * sale.UnitsSold.Sum()), sale.Price, 1e-9);
            Assert.All(sale.UnitsSold.Zip(banks), pair => Assert.InRange(pair.First, 0, pair.Second.IlliquidUnits));
            for (double price = 0.97; price > sale.Price + 1e-6; price -= 1e-3)
            {
                double sold = banks.Sum(bank => Math.Clamp(bank.IlliquidUnits
                    - (((bank.IlliquidUnits * price) + bank.Cash - bank.Liabilities) / (0.1 * price)),
                    0, bank.IlliquidUnits));
                Assert.True(0.97 * Math.Exp(-impact * sold) <= price + 1e-9);
            }
        });

    [Fact]
    public void A_position_without_debt_is_healthy_and_one_without_collateral_is_not()
    {
        LendingPosition position = Draw(new Drawn(1));

        Assert.Equal(double.PositiveInfinity, (position with { Debt = 0 }).Health);
        Assert.Equal(0, (position with { CollateralUnits = 0 }).Health);
        Assert.Equal(double.PositiveInfinity, (position with { CollateralUnits = 0 }).LiquidationPrice);
        Assert.Equal(double.PositiveInfinity, (position with { LiqBonus = 5, CloseFactor = 1, Price = 1e-9 })
            .RepayToHealth(1.1));
    }

    [Fact]
    public void Impossible_terms_are_refused_by_name()
    {
        Assert.Equal("LiqThreshold", Assert.Throws<InvalidInputException>(() =>
            (Draw(new Drawn(1)) with { LiqThreshold = 1.5 }).Checked()).Field);
        Assert.Equal("exogenousPriceDrop", Assert.Throws<InvalidInputException>(() =>
            LiquidationSpiral.Of([], 1, 1, 2)).Field);
        Assert.Equal("minCapitalRatio", Assert.Throws<InvalidInputException>(() =>
            FireSale.Of([], 1, 0, 0)).Field);
    }
}
