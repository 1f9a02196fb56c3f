using Cordon.Detection.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.Statistics;

public class RobustScoreTests
{
    [Theory]
    [InlineData(new double[] { 3 }, 3)]
    [InlineData(new double[] { 5, 1, 3 }, 3)]
    [InlineData(new double[] { 4, 1, 2, 3 }, 2.5)]
    [InlineData(new double[0], 0)]
    public void The_median_is_the_middle_value(double[] values, double median) =>
        Assert.Equal(median, RobustScore.Median(values));

    [Fact]
    public void One_unit_of_median_deviation_is_two_thirds_of_a_standard_deviation() =>
        Assert.Equal(1 / 1.4826, RobustScore.Of(110, [80, 90, 100, 110, 120]), 12);

    [Fact]
    public void A_history_of_equal_values_still_has_a_spread_of_a_tenth() =>
        Assert.Equal(10, RobustScore.Of(200, [100, 100, 100]), 12);

    [Fact]
    public void A_few_extremes_in_the_history_do_not_hide_an_extreme() =>
        Assert.True(RobustScore.Of(1_000_000, [90, 100, 110, 95, 105, 100, 5_000_000, 7_000_000]) > 1_000);

    [Fact]
    public void Scaling_everything_changes_nothing() =>
        Prop.ForAll<ushort[], ushort, PositiveInt>((history, value, unit) =>
        {
            double[] plain = [.. history.Select(amount => 1.0 + amount)];
            double[] scaled = [.. plain.Select(amount => amount * unit.Get)];
            double expected = RobustScore.Of(value, [1, .. plain]);
            return Math.Abs(RobustScore.Of((double)value * unit.Get, [unit.Get, .. scaled]) - expected)
                <= 1e-9 * Math.Max(1, Math.Abs(expected));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_selected_median_is_the_sorted_one_to_the_last_bit() =>
        Prop.ForAll<NormalFloat[]>(values =>
        {
            double[] history = [.. values.Select(value => (double)value), .. values.Take(3).Select(v => (double)v)];
            double[] sorted = [.. history.Order()];
            int middle = sorted.Length / 2;
            double expected = sorted.Length == 0 ? 0
                : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            return RobustScore.Median(history).Equals(expected);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    public void What_is_not_a_number_ends_in_some_score_and_not_in_a_loop(int count) =>
        RobustScore.Of(1, [.. Enumerable.Repeat(double.NaN, count), 1, 2, double.NaN, 3]);
}
