using Cordon.Economics.Numbers;
using Cordon.Economics.SlashingRisk;

namespace Cordon.Economics.Tests.SlashingRisk;

public class SlashingRiskTests
{
    [Fact]
    public void Slashings_that_were_seen_raise_the_hazard_and_quiet_exposure_lowers_it()
    {
        SlashingHazard hazard = new(0.5, 1_000, 1, 500);

        Assert.True((hazard with { Events = 2 }).AtLeastOne(30) > hazard.AtLeastOne(30));
        Assert.True((hazard with { Exposure = 5_000 }).AtLeastOne(30) < hazard.AtLeastOne(30));
        Assert.Equal(0, hazard.AtLeastOne(0));
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1)]
    [InlineData(1e12)]
    public void A_hazard_keeps_its_digits_at_tiny_and_at_huge_horizons(double horizon)
    {
        SlashingHazard hazard = new(1, 1, 0, 0);

        Assert.Equal(1, hazard.AtLeastOne(horizon) / (horizon / (1 + horizon)), 1e-12);
    }

    [Fact]
    public void Leaving_pays_exactly_above_the_break_even_probability()
    {
        PreemptiveExit exit = new()
        {
            EventProbability = 0,
            Stake = 32,
            InitialPenaltyFraction = 0.03,
            CorrelationFraction = 0.05,
            ExitCost = 0.02,
            ForgoneReward = 0.1,
        };
        double even = exit.BreakEvenProbability;

        Assert.False((exit with { EventProbability = even * 0.999 }).ShouldExit);
        Assert.True((exit with { EventProbability = even * 1.001 }).ShouldExit);
        Assert.Equal(double.PositiveInfinity, (exit with { Stake = 0 }).BreakEvenProbability);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.001)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void The_tail_falls_from_one_to_zero_and_its_sum_is_the_mean(double correlation)
    {
        CorrelatedSlashing slashing = new CorrelatedSlashing(20, 0.1, correlation).Checked();
        double before = 1;
        double sum = 0;
        for (int k = 1; k <= 20; k++)
        {
            double tail = slashing.AtLeast(k);
            Assert.InRange(tail, 0, before + 1e-12);
            (before, sum) = (tail, sum + tail);
        }

        Assert.Equal(slashing.Mean, sum, 1e-9);
        Assert.Equal((1, 0), (slashing.AtLeast(0), slashing.AtLeast(21)));
    }

    [Fact]
    public void A_ridge_fit_has_no_better_neighbour_and_a_stronger_ridge_gives_smaller_weights()
    {
        Random random = new(6);
        double[][] rows =
            [.. Enumerable.Range(0, 60).Select(_ => new[] { 1, random.NextDouble(), random.NextDouble() })];
        bool[] labels = [.. rows.Select(row => row[1] + 0.3 * random.NextDouble() > 0.6)];
        double before = double.PositiveInfinity;
        foreach (double penalty in (double[])[0.01, 1, 100])
        {
            LogisticRidge fit = LogisticRidge.Fit(rows, labels, penalty);
            double size = fit.Weights.Skip(1).Sum(w => w * w);

            Assert.True(size < before);
            Assert.Equal(labels.Count(label => label), rows.Sum(row => fit.Predict(row)), 1e-6);
            before = size;
        }
    }

    [Fact]
    public void Labels_of_another_number_than_rows_are_refused() =>
        Assert.Equal("y", Assert.Throws<InvalidInputException>(() => LogisticRidge.Fit([[1, 2]], [], 1)).Field);
}
