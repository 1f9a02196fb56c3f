using Cordon.Economics.Numbers;
using Cordon.Economics.QuickestDetection;
using Cordon.Economics.Simulation;
using Cordon.Economics.Simulation.Mechanism;

namespace Cordon.Economics.Tests.QuickestDetection;

public class QuickestDetectionTests
{
    [Theory]
    [InlineData(0.05, 0.2, 0.05, 0.1)]
    [InlineData(0.3, 0.5, 0.01, 0.2)]
    public void Exact_error_rates_agree_with_a_simulation_and_stay_within_wald_s_bounds(
        double p0, double p1, double alpha, double beta)
    {
        BernoulliSprt test = new BernoulliSprt(new SequentialTest(alpha, beta), p0, p1).Checked();
        ExactSprt exact = test.Exact();
        Xoshiro256StarStar random = new(5);
        double[] alarms = new double[20_000];
        double[] lengths = new double[alarms.Length];
        for (int i = 0; i < alarms.Length; i++)
        {
            double sum = 0;
            while (sum < test.Test.Upper && sum > test.Test.Lower)
            {
                sum += random.Chance(p0) ? test.StepOfAlert : test.StepOfSilence;
                lengths[i]++;
            }

            alarms[i] = sum > 0 ? 1 : 0;
        }

        Assert.True(new ClosedFormCheck("alarms", exact.FalseAlarm, Estimate.Of(alarms)).Agrees);
        Assert.True(new ClosedFormCheck("length", exact.LengthUnderH0, Estimate.Of(lengths)).Agrees);
        Assert.True(exact.FalseAlarm <= alpha / (1 - beta));
        Assert.True(exact.Miss <= beta / (1 - alpha));
    }

    [Fact]
    public void Run_lengths_grow_with_the_threshold_and_fall_with_the_shift()
    {
        double before = 0;
        for (double h = 0.5; h <= 8; h += 0.5)
        {
            double length = CusumRunLength.OneSided(new Cusum(0.5, h), 0);
            Assert.True(length > before);
            before = length;
        }

        before = double.PositiveInfinity;
        for (double shift = 0; shift <= 3; shift += 0.25)
        {
            double length = CusumRunLength.OneSided(new Cusum(0.5, 5), shift);
            Assert.True(length < before);
            before = length;
        }
    }

    [Fact]
    public void The_known_trap_465_is_two_sided_and_931_one_sided()
    {
        Cusum cusum = new(0.5, 5);

        Assert.Equal(465.44, CusumRunLength.TwoSided(cusum, 0), 0.01);
        Assert.Equal(930.89, CusumRunLength.OneSided(cusum, 0), 0.01);
    }

    [Fact]
    public void Lucas_and_crosier_s_headstart_table_is_reproduced()
    {
        Cusum cusum = new(0.5, 4);
        (double Shift, double Length)[] published = [(0, 149), (0.5, 20.1), (1, 5.29), (2, 2.01)];

        Assert.All(published, row =>
            Assert.Equal(row.Length, CusumRunLength.TwoSided(cusum, row.Shift, 2), 0.005 * row.Length));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    [InlineData(1e6)]
    public void The_threshold_for_a_run_length_has_that_run_length(double target)
    {
        double h = CusumRunLength.ThresholdFor(0.5, target);

        Assert.Equal(1, CusumRunLength.OneSided(new Cusum(0.5, h), 0) / target, 1e-6);
    }

    [Fact]
    public void A_simulated_cusum_agrees_with_its_integral_equation()
    {
        Cusum cusum = new(0.5, 3);
        Xoshiro256StarStar random = new(11);
        double[] lengths = new double[4_000];
        for (int i = 0; i < lengths.Length; i++)
        {
            double statistic = 0;
            while (statistic <= cusum.Threshold)
            {
                statistic = cusum.Next(statistic, random.Normal());
                lengths[i]++;
            }
        }

        Assert.True(new ClosedFormCheck("run length", CusumRunLength.OneSided(cusum, 0), Estimate.Of(lengths)).Agrees);
    }

    [Fact]
    public void Poisson_counts_alarm_later_when_more_is_needed()
    {
        double usual = new PoissonCusum(2, 6).RunLength(1);

        Assert.True(new PoissonCusum(2, 6, AlarmsAtThreshold: false).RunLength(1) > usual);
        Assert.True(usual > new PoissonCusum(2, 6).RunLength(3));
        Assert.Equal(new PoissonCusum(2, 7).RunLength(1), new PoissonCusum(2, 6, false).RunLength(1), 1e-6);
    }

    [Fact]
    public void Without_an_alarm_there_is_no_change_to_name()
    {
        CusumPath path = new Cusum(0.5, 4).Follow([0, 0, 1]);

        Assert.Equal((null, null), (path.AlarmAt, path.ChangeEstimate));
    }

    [Theory]
    [InlineData("alpha", 0, 0.1)]
    [InlineData("beta", 0.1, 1)]
    [InlineData("beta", 0.6, 0.5)]
    public void Impossible_error_rates_are_refused_by_name(string field, double alpha, double beta) =>
        Assert.Equal(field,
            Assert.Throws<InvalidInputException>(() => new SequentialTest(alpha, beta).Checked()).Field);

    [Fact]
    public void A_threshold_beyond_the_method_is_refused() =>
        Assert.Throws<InvalidInputException>(() => CusumRunLength.OneSided(new Cusum(0.5, 1e6), 0));
}
