using Cordon.Economics.Calibration;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Calibration;

public class CalibrationTests
{
    [Fact]
    public void Perfect_forecasts_score_perfectly_and_certain_failures_infinitely_badly()
    {
        CalibrationScores perfect = CalibrationScores.Of([1, 0, 1], [true, false, true]);
        CalibrationScores wrong = CalibrationScores.Of([0], [true]);

        Assert.Equal((0, 0, 1), (perfect.Brier, perfect.ExpectedCalibrationError, perfect.BrierSkill));
        Assert.Equal(1, perfect.Auc);
        Assert.Equal(double.PositiveInfinity, wrong.LogLoss);
        Assert.Null(wrong.Auc);
    }

    [Fact]
    public void Ranks_and_pairs_agree_with_ties()
    {
        Random random = new(8);
        for (int i = 0; i < 100; i++)
        {
            double[] scores = [.. Enumerable.Range(0, 15).Select(_ => random.Next(5) / 4.0)];
            bool[] labels = [.. scores.Select(_ => random.Next(2) == 0)];
            Rational pairs = default;
            int count = 0;
            for (int a = 0; a < 15; a++)
            {
                for (int b = 0; b < 15; b++)
                {
                    if (!labels[a] || labels[b]) continue;
                    count++;
                    pairs += scores[a] > scores[b] ? 1 : scores[a] == scores[b] ? new Rational(1, 2) : 0;
                }
            }

            Assert.Equal(count == 0 ? null : pairs / count, CalibrationScores.Of(scores, labels).Auc);
        }
    }

    [Fact]
    public void Every_forecast_lies_in_one_bin_and_edges_belong_below()
    {
        CalibrationScores scores =
            CalibrationScores.Of([0, 0.2, 0.20000001, 0.6, 1], [false, false, true, true, true], 5);

        Assert.Equal([2, 1, 1, 0, 1], scores.Bins.Select(bin => bin.Count));
    }

    [Fact]
    public void Forecasts_drawn_from_their_own_probabilities_are_calibrated()
    {
        Random random = new(10);
        double[] p = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
        bool[] came = [.. p.Select(x => random.NextDouble() < x)];

        CalibrationScores scores = CalibrationScores.Of(p, came);

        Assert.InRange(scores.ExpectedCalibrationError, 0, 0.02);
        Assert.InRange(CalibrationScores.Of([.. p.Select(x => x * x)], came).ExpectedCalibrationError, 0.1, 1);
    }

    [Theory]
    [InlineData(1.1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_forecast_that_is_no_probability_is_refused_by_place(double forecast) =>
        Assert.Contains("expected a number from 0 to 1", Assert.Throws<InvalidInputException>(() =>
            CalibrationScores.Of([0.5, forecast], [true, false])).Message);
}
