using Cordon.Economics.Numbers;
using Cordon.Economics.Pricing;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Cordon.Economics.Tests.Pricing;

public class PricingTests
{
    private static OptionTerms Draw(Drawn drawn) => new(
        drawn.Magnitude(1, 1000), drawn.Magnitude(1, 1000), drawn.Number(-0.05, 0.2), drawn.Number(0.05, 1.5),
        drawn.Number(0.05, 5));

    [Fact]
    public void A_call_less_a_put_is_the_spot_less_the_discounted_strike() =>
        Drawn.ForSeeds(300, drawn =>
        {
            OptionTerms terms = Draw(drawn);
            OptionQuote quote = BlackScholes.Price(terms);

            Assert.Equal(terms.Spot - terms.DiscountedStrike, quote.Call - quote.Put, 1e-9 * terms.Spot);
            Assert.InRange(quote.Call, Math.Max(0, terms.Spot - terms.DiscountedStrike) - 1e-9, terms.Spot);
            Assert.Equal(1, quote.DeltaCall - quote.DeltaPut, 1e-12);
        });

    [Fact]
    public void The_sensitivities_are_the_slopes_of_the_price() =>
        Drawn.ForSeeds(100, drawn =>
        {
            OptionTerms terms = Draw(drawn) with { Spot = 100, Strike = drawn.Number(60, 160) };
            OptionQuote quote = BlackScholes.Price(terms);
            double Call(double spot, double volatility) =>
                BlackScholes.Price(terms with { Spot = spot, Volatility = volatility }).Call;
            double v = terms.Volatility;

            Assert.Equal(quote.DeltaCall, (Call(100.001, v) - Call(99.999, v)) / 0.002, 1e-6);
            Assert.Equal(quote.Gamma, (Call(100.05, v) - (2 * Call(100, v)) + Call(99.95, v)) / 0.0025, 1e-4);
            Assert.Equal(quote.Vega, (Call(100, v + 1e-5) - Call(100, v - 1e-5)) / 2e-5, 1e-3);
        });

    [Fact]
    public void Without_volatility_or_time_an_option_is_worth_what_it_pays()
    {
        OptionTerms terms = new(120, 100, 0.05, 0, 1);

        Assert.Equal(120 - (100 * Math.Exp(-0.05)), BlackScholes.Price(terms).Call, 1e-12);
        Assert.Equal(0, BlackScholes.Price(terms).Put);
        Assert.Equal(20, BlackScholes.Price(terms with { Volatility = 0.5, Years = 0 }).Call);
    }

    [Fact]
    public void Calibration_finds_the_firm_that_it_was_made_from() =>
        Drawn.ForSeeds(60, drawn =>
        {
            double assets = drawn.Number(80, 300);
            double volatility = drawn.Number(0.1, 0.8);
            double years = drawn.Number(0.5, 3);
            MertonFirm firm = MertonFirm.Of(assets, 100, 0.03, volatility, years);
            if (firm.Equity < 1) return; // an equity worth nothing says nothing about the assets
            double d1 = firm.DistanceToDefault + (volatility * Math.Sqrt(years));
            double equityVolatility = Normal.CDF(0, 1, d1) * volatility * assets / firm.Equity;

            MertonFirm found = MertonFirm.Calibrate(firm.Equity, equityVolatility, 100, 0.03, years);

            Assert.Equal(1, found.AssetValue / assets, 1e-6);
            Assert.Equal(1, found.AssetVolatility / volatility, 1e-5);
        });

    [Fact]
    public void Assets_are_divided_between_equity_and_debt_without_rest() =>
        Drawn.ForSeeds(100, drawn =>
        {
            MertonFirm firm = MertonFirm.Of(
                drawn.Magnitude(1, 1e6), drawn.Magnitude(1, 1e6), 0.02, drawn.Number(0, 1), drawn.Number(0.1, 5));

            Assert.Equal(1, (firm.Equity + firm.DebtValue) / firm.AssetValue, 1e-9);
            Assert.InRange(firm.DefaultProbability, 0, 1);
            Assert.InRange(firm.ExpectedLossFraction, -1e-12, 1);
        });

    [Fact]
    public void Without_jumps_the_jump_models_are_the_ordinary_one() =>
        Drawn.ForSeeds(50, drawn =>
        {
            OptionTerms terms = Draw(drawn);
            OptionQuote plain = BlackScholes.Price(terms);

            Assert.Equal(plain.Call, JumpOptions.Diffusion(terms, 0, -0.3, 0.1).Call, 1e-9 * terms.Spot);
            Assert.Equal(plain.Call, JumpOptions.Diffusion(terms, 3, 0, 0).Call, 1e-8 * terms.Spot);
            Assert.Equal(plain.Put, JumpOptions.ToRuin(terms, 0).Put, 1e-9 * terms.Spot);
        });

    [Fact]
    public void A_simulated_jump_diffusion_costs_the_same_within_four_standard_errors()
    {
        OptionTerms terms = new(100, 90, 0.02, 0.4, 0.5);
        (double call, _) = JumpOptions.Diffusion(terms, 0.5, -0.5, 0.04);
        Random chance = new(17);
        double[] paid = new double[200_000];
        for (int i = 0; i < paid.Length; i++)
        {
            int jumps = Poisson.Sample(chance, 0.25);
            double log = ((0.02 + 0.25 - 0.08) * 0.5) + (0.4 * Math.Sqrt(0.5) * Normal.Sample(chance, 0, 1))
                + (jumps * (Math.Log(0.5) - 0.02)) + (Math.Sqrt(jumps * 0.04) * Normal.Sample(chance, 0, 1));
            paid[i] = Math.Exp(-0.01) * Math.Max(0, (100 * Math.Exp(log)) - 90);
        }

        double mean = paid.Average();
        double error = Math.Sqrt(paid.Sum(x => (x - mean) * (x - mean))) / paid.Length;
        Assert.InRange(call, mean - (4 * error), mean + (4 * error));
    }

    [Fact]
    public void A_cover_costs_what_its_payments_are_worth() =>
        Drawn.ForSeeds(100, drawn =>
        {
            double hazard = drawn.Magnitude(1e-6, 3);
            double rate = drawn.Number(-0.02, 0.2);
            double years = drawn.Number(0.1, 10);
            double paid = GaussLegendreRule.Integrate(
                t => hazard * Math.Exp(-(hazard + rate) * t) * 0.7, 0, years, 64);

            Assert.Equal(1, Cover.Of(hazard, 0.3, rate, years).Upfront / paid, 1e-9);
        });

    [Theory]
    [InlineData(0, 0.05, 0)]
    [InlineData(0.1, -0.1, 0.1)] // rate and hazard cancel: the annuity is the time itself
    public void A_cover_has_sensible_limits(double hazard, double rate, double expected) =>
        Assert.Equal(expected, Cover.Of(hazard, 0, rate, 1).Upfront, 1e-12);

    [Fact]
    public void Many_short_premiums_converge_to_the_running_rate()
    {
        CoverSpread yearly = CoverSpread.Of(0.02, 0.4, 0.05, 5);
        Assert.InRange(yearly.FairSpread, 0.6 * 0.02, 0.6 * 0.021);
        Assert.Equal(0, CoverSpread.Of(0, 0.4, 0.05, 5).FairSpread);
    }

    [Fact]
    public void Survival_multiplies_over_adjacent_times_and_never_rises() =>
        Drawn.ForSeeds(100, drawn =>
        {
            double[] knots = [1, 2.5, 7];
            HazardCurve curve = new(knots, drawn.Many(3, () => drawn.Number(0, 0.5)));
            double[] times = [.. drawn.Many(6, () => drawn.Number(0, 12)).Order()];

            Assert.Equal(1, curve.SurvivalTo(0));
            for (int i = 1; i < times.Length; i++)
                Assert.True(curve.SurvivalTo(times[i]) <= curve.SurvivalTo(times[i - 1]) + 1e-15);
        });

    [Fact]
    public void Correlation_raises_the_bad_year_and_joint_failures_stay_between_their_bounds() =>
        Drawn.ForSeeds(100, drawn =>
        {
            double pd = drawn.Number(0.001, 0.5);
            double low = drawn.Number(0, 0.5);
            OneFactorPortfolio few = OneFactorPortfolio.Of(pd, low, 0.999);
            OneFactorPortfolio more = OneFactorPortfolio.Of(pd, low + 0.4, 0.999);

            Assert.True(more.WorstCaseRate >= few.WorstCaseRate);
            Assert.InRange(few.JointProbability, (pd * pd) - 1e-12, pd);
            Assert.True(more.JointProbability >= few.JointProbability);
        });

    [Fact]
    public void Perfectly_correlated_failures_come_together_and_independent_ones_do_not()
    {
        Assert.Equal(0.1, OneFactorPortfolio.Of(0.1, 1, 0.95).JointProbability);
        Assert.Equal(1, OneFactorPortfolio.Of(0.1, 1, 0.95).WorstCaseRate);
        Assert.Equal(0.01, OneFactorPortfolio.Of(0.1, 0, 0.95).JointProbability, 1e-12);
        Assert.Equal(0.1, OneFactorPortfolio.Of(0.1, 0, 0.95).WorstCaseRate, 1e-9);
    }

    [Fact]
    public void Terms_that_no_contract_can_have_are_refused_by_name()
    {
        OptionTerms terms = new(100, 100, 0, 0.2, 1);

        Assert.Equal("S", Fault(() => BlackScholes.Price(terms with { Spot = 0 })));
        Assert.Equal("sigma", Fault(() => BlackScholes.Price(terms with { Volatility = -1 })));
        Assert.Equal("meanJumpK", Fault(() => JumpOptions.Diffusion(terms, 1, -1, 0)));
        Assert.Equal("knots", Fault(() => new HazardCurve([2, 1], [0.1, 0.1])));
        Assert.Equal("pd", Fault(() => OneFactorPortfolio.Of(1.2, 0.1, 0.9)));
        Assert.Equal("recovery", Fault(() => Cover.Of(0.1, 2, 0, 1)));
    }

    private static string Fault(Func<object> call) => Assert.Throws<InvalidInputException>(() => call()).Field;
}
