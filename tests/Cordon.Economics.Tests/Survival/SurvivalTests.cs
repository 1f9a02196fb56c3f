using Cordon.Economics.Numbers;
using Cordon.Economics.Survival;

namespace Cordon.Economics.Tests.Survival;

public class SurvivalTests
{
    private static Duration[] Drawn(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Duration(random.Next(1, 30), random.Next(3) > 0))];
    }

    [Fact]
    public void Without_censoring_the_curve_is_the_share_that_lasts_longer()
    {
        Rational[] times = [3, 1, 4, 1, 5, 9, 2, 6];
        SurvivalCurve curve = SurvivalCurve.Of([.. times.Select(time => new Duration(time, true))]);

        Assert.All(times, time =>
            Assert.Equal(new Rational(times.Count(other => other > time), times.Length), curve.At(time)));
        Assert.Equal(Rational.Sum(times) / times.Length, curve.RestrictedMean(100));
        Assert.Equal(3, curve.Median);
    }

    [Fact]
    public void A_curve_never_rises_and_its_unit_of_time_does_not_matter()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Duration[] data = Drawn(seed, 25);
            SurvivalCurve curve = SurvivalCurve.Of(data);
            SurvivalCurve seconds = SurvivalCurve.Of([.. data.Select(d => d with { Time = d.Time * 60 })]);

            for (int i = 1; i < curve.Steps.Count; i++)
                Assert.True(curve.Steps[i].Survival < curve.Steps[i - 1].Survival);
            Assert.Equal(curve.Steps.Select(s => s.Survival), seconds.Steps.Select(s => s.Survival));
            Assert.Equal(curve.RestrictedMean(20) * 60, seconds.RestrictedMean(1_200));
            Assert.Equal(curve.Median * 60, seconds.Median);
        }
    }

    [Fact]
    public void No_events_mean_no_median_no_mean_and_a_rate_of_zero()
    {
        SurvivalCurve curve = SurvivalCurve.Of([new(5, false), new(7, false)]);

        Assert.Null(curve.Median);
        Assert.Null(curve.ExponentialMean);
        Assert.Equal(0, curve.ExponentialRate);
        Assert.Null(WeibullFit.Of([new(5, false)]));
        Assert.Equal(10, curve.RestrictedMean(10));
    }

    [Fact]
    public void A_weibull_fit_is_a_maximum_and_scales_with_the_unit_of_time()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Duration[] data = Drawn(seed, 20);
            WeibullFit fit = WeibullFit.Of(data)!;
            WeibullFit scaled = WeibullFit.Of([.. data.Select(d => d with { Time = d.Time * 1_000_000 })])!;

            Assert.Equal(fit.Shape, scaled.Shape, 1e-6);
            Assert.Equal(1, fit.Scale * 1e6 / scaled.Scale, 1e-6);
            foreach ((double k, double l) in ((double, double)[])[(1.01, 1), (0.99, 1), (1, 1.01), (1, 0.99)])
                Assert.True(LogLikelihood(data, fit.Shape * k, fit.Scale * l) <= fit.LogLikelihood + 1e-9);
        }
    }

    [Fact]
    public void Equal_times_have_no_weibull_fit() =>
        Assert.Null(WeibullFit.Of([new(5, true), new(5, true)]));

    [Fact]
    public void Comparing_groups_the_other_way_round_turns_the_sign_only()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Duration[] first = Drawn(seed, 18);
            Duration[] second = Drawn(seed + 100, 22);
            LogRankTest test = LogRankTest.Of(first, second);
            LogRankTest turned = LogRankTest.Of(second, first);

            Assert.Equal(test.ChiSquare, turned.ChiSquare, 1e-9);
            Assert.Equal(test.Observed - test.Expected, turned.Expected - turned.Observed, 1e-9);
            Assert.InRange(test.PValue, 0, 1);
            Assert.Equal(Beta(first, second), -Beta(second, first), 1e-7);
        }
    }

    [Fact]
    public void Without_ties_both_ways_of_counting_them_agree()
    {
        Duration[] data = [new(1, true), new(2, true), new(3, true), new(4, true), new(5, false)];
        double[][] x = [[1], [0], [1], [0], [0]];

        Assert.Equal(CoxRegression.Fit(data, x, TieMethod.Efron)!.Coefficients[0],
            CoxRegression.Fit(data, x, TieMethod.Breslow)!.Coefficients[0], 1e-10);
    }

    [Fact]
    public void A_covariate_that_separates_the_events_perfectly_has_no_estimate() =>
        Assert.Null(CoxRegression.Fit(
            [new(1, true), new(2, true), new(9, false), new(10, false)], [[1], [1], [0], [0]], TieMethod.Efron));

    [Fact]
    public void A_negative_duration_is_refused_by_place() =>
        Assert.Contains("time", Assert.Throws<InvalidInputException>(() =>
            SurvivalCurve.Of([new(1, true), new(-1, true)])).Field);

    private static double Beta(Duration[] first, Duration[] second) => CoxRegression.Fit([.. first, .. second],
        [.. first.Select(_ => new[] { 1.0 }), .. second.Select(_ => new[] { 0.0 })], TieMethod.Efron)!.Coefficients[0];

    private static double LogLikelihood(Duration[] data, double shape, double scale) => data.Sum(d =>
    {
        double time = d.Time.ToDouble();
        double lasted = -Math.Pow(time / scale, shape);
        return d.IsEvent ? Math.Log(shape / scale) + (shape - 1) * Math.Log(time / scale) + lasted : lasted;
    });
}
