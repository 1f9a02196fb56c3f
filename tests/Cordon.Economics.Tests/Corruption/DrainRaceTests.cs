using Cordon.Economics.Corruption;
using Cordon.Economics.Numbers;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Cordon.Economics.Tests.Corruption;

public class DrainRaceTests
{
    private static DrainRace Draw(Drawn drawn) => new()
    {
        VulnerableValue = drawn.Magnitude(1, 1e9),
        DrainRate = drawn.Magnitude(1, 1e9),
        MeanTimeToDetect = drawn.Magnitude(0.01, 1000),
        MeanTimeToRespond = drawn.Magnitude(0.01, 1000),
    };

    // rho * integral of P(T1 + T2 > t), by panels of Gauss-Legendre, with the survival function written out directly.
    private static double ByQuadrature(DrainRace race)
    {
        double a = 1 / race.MeanTimeToDetect;
        double b = 1 / race.MeanTimeToRespond;
        double horizon = race.VulnerableValue / race.DrainRate;
        double end = Math.Min(horizon, 45 * (race.MeanTimeToDetect + race.MeanTimeToRespond));
        double Survival(double t) => ((b * Math.Exp(-a * t)) - (a * Math.Exp(-b * t))) / (b - a);
        double sum = 0;
        for (double from = 0, to = end / 4096; from < end; from = to, to = Math.Min(end, to * 1.3))
            sum += GaussLegendreRule.Integrate(Survival, from, to, 16);
        return race.DrainRate * sum;
    }

    [Fact]
    public void Agrees_with_the_integral_of_the_survival_function() =>
        Drawn.ForSeeds(300, drawn =>
        {
            DrainRace race = Draw(drawn);
            double gap = Math.Abs(1 - (race.MeanTimeToDetect / race.MeanTimeToRespond));
            if (gap < 1e-3) return;

            Assert.Equal(1, race.ExpectedLoss() / ByQuadrature(race), 1e-8);
        });

    [Fact]
    public void Goes_smoothly_through_the_point_where_both_rates_are_equal() =>
        Drawn.ForSeeds(200, drawn =>
        {
            DrainRace equal = Draw(drawn) with { MeanTimeToDetect = 10, MeanTimeToRespond = 10 };
            double x = equal.VulnerableValue / equal.DrainRate / 10;
            double erlang = equal.DrainRate * 10 * (2 - ((2 + x) * Math.Exp(-x)));
            if (x > 1e-3) Assert.Equal(1, equal.ExpectedLoss() / erlang, 1e-9);

            foreach (double shift in new[] { 1e-13, 1e-9, 1e-6, 1e-4, 0.0099, 0.0101 })
            {
                double near = (equal with { MeanTimeToDetect = 10 * (1 + shift) }).ExpectedLoss();
                Assert.InRange(near / equal.ExpectedLoss(), 1 - 1e-12, 1 + shift + 1e-12);
            }
        });

    [Fact]
    public void Losses_stay_within_what_can_be_lost_and_grow_with_slower_guardians() =>
        Drawn.ForSeeds(500, drawn =>
        {
            DrainRace race = Draw(drawn);
            double loss = race.ExpectedLoss();

            double dust = 1e-12 * race.VulnerableValue;
            Assert.InRange(loss, 0, race.VulnerableValue);
            Assert.True((race with { MeanTimeToDetect = race.MeanTimeToDetect * 2 }).ExpectedLoss() >= loss - dust);
            Assert.True((race with { MeanTimeToRespond = race.MeanTimeToRespond / 2 }).ExpectedLoss() <= loss + dust);
            Assert.True(race.LossIfDetectedAtOnce() <= loss + dust);
            Assert.True(race.ValueOfHalvingDetection() >= -dust);
        });

    [Fact]
    public void Detection_and_response_can_be_exchanged() =>
        Drawn.ForSeeds(100, drawn =>
        {
            DrainRace race = Draw(drawn);
            DrainRace other = race with
            {
                MeanTimeToDetect = race.MeanTimeToRespond,
                MeanTimeToRespond = race.MeanTimeToDetect,
            };
            Assert.Equal(race.ExpectedLoss(), other.ExpectedLoss());
        });

    [Fact]
    public void A_simulation_agrees_within_four_standard_errors()
    {
        DrainRace race = new()
        {
            VulnerableValue = 100,
            DrainRate = 3,
            MeanTimeToDetect = 10,
            MeanTimeToRespond = 25,
        };
        Random chance = new(42);
        double[] losses = new double[200_000];
        for (int i = 0; i < losses.Length; i++)
            losses[i] = Math.Min(100, 3 * (Exponential.Sample(chance, 0.1) + Exponential.Sample(chance, 0.04)));
        double mean = losses.Average();
        double error = Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / losses.Length / losses.Length);

        Assert.InRange(mean, race.ExpectedLoss() - (4 * error), race.ExpectedLoss() + (4 * error));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 30, 60.3)]
    [InlineData(double.PositiveInfinity, 30, 100)]
    public void The_edges_are_instant_and_absent_detection(double detect, double respond, double expected)
    {
        DrainRace race = new()
        {
            VulnerableValue = 100,
            DrainRate = 2.772,
            MeanTimeToDetect = detect,
            MeanTimeToRespond = respond,
        };
        double exact = detect == 0 && respond > 0
            ? 2.772 * respond * (1 - Math.Exp(-100 / 2.772 / respond))
            : expected;

        Assert.Equal(exact, race.ExpectedLoss(), 1e-9);
    }

    [Fact]
    public void A_drain_in_one_transaction_takes_everything_and_no_drain_takes_nothing()
    {
        DrainRace race = Draw(new Drawn(3));

        Assert.Equal(race.VulnerableValue,
            (race with { DrainRate = double.PositiveInfinity }).ExpectedLoss());
        Assert.Equal(0, (race with { DrainRate = 0 }).ExpectedLoss());
        Assert.Equal(0, (race with { VulnerableValue = 0 }).ExpectedLoss());
    }

    [Fact]
    public void The_withdrawal_limit_keeps_the_loss_exactly_at_its_bound() =>
        Drawn.ForSeeds(200, drawn =>
        {
            DrainRace race = Draw(drawn);
            double bound = race.VulnerableValue * drawn.Number(0.001, 0.9);
            double limit = race.RateLimitFor(bound);

            Assert.Equal(1, (race with { DrainRate = limit }).ExpectedLoss() / bound, 1e-6);
        });

    [Fact]
    public void A_bound_above_everything_needs_no_limit_and_a_bound_of_nothing_allows_nothing()
    {
        DrainRace race = Draw(new Drawn(5));

        Assert.Equal(double.PositiveInfinity, race.RateLimitFor(race.VulnerableValue));
        Assert.Equal(0, race.RateLimitFor(0));
        Assert.Throws<InvalidInputException>(() => race.RateLimitFor(-1));
    }
}
