using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Contracts.Arithmetic.Tests;

/// <summary>The reference itself: what spec/limiter.md and spec/stake.md promise, by example and by property.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData(0, 1000, 900, 3600, 250)]
    [InlineData(-600, 1000, 900, 3600, -350)]
    [InlineData(999, 1000, 3600, 3600, 1000)]
    public void A_level_rises_by_limit_times_time_over_window_up_to_the_limit(
        int level, int limit, int elapsed, int window, int expected) =>
        Assert.Equal(expected, FlowReference.Refilled(level, 0, limit, elapsed, window).Level);

    [Fact]
    public void Two_steps_give_what_one_gives() => Property(
        Gen.Choose(-1_000_000, 1000).Zip(Gen.Choose(0, 100_000).Zip(Gen.Choose(0, 100_000))), (level, steps) =>
        {
            (BigInteger first, BigInteger rest) = FlowReference.Refilled(level, 0, 1000, steps.Item1, 3600);
            Assert.Equal(
                FlowReference.Refilled(level, 0, 1000, steps.Item1 + steps.Item2, 3600),
                FlowReference.Refilled(first, rest, 1000, steps.Item2, 3600));
        });

    [Fact]
    public void The_wait_is_over_exactly_when_it_says() => Property(
        Gen.Choose(-1_000_000, 1000).Zip(Gen.Choose(-1_000_000, 1000).Zip(Gen.Choose(0, 3599))), (level, rest) =>
        {
            BigInteger wait = FlowReference.SecondsUntil(level, rest.Item2, 1000, 3600, rest.Item1);
            Assert.True(FlowReference.Refilled(level, rest.Item2, 1000, wait, 3600).Level >= rest.Item1);
            if (wait == 0) return;
            Assert.True(FlowReference.Refilled(level, rest.Item2, 1000, wait - 1, 3600).Level < rest.Item1);
        });

    [Fact]
    public void Many_small_slashes_take_no_less_than_one_of_their_product() => Property(
        Gen.Choose(1, 1_000_000).Zip(Gen.Choose(1, 999_999_999).Zip(Gen.Choose(1, 999_999_999))), (amount, wads) =>
        {
            BigInteger first = (BigInteger)wads.Item1 * 1_000_000_000;
            BigInteger second = (BigInteger)wads.Item2 * 1_000_000_000;
            BigInteger left = StakeReference.MagnitudeAfter(StakeReference.Wad, first);
            BigInteger both = StakeReference.MagnitudeAfter(left, second);
            Assert.True(both * StakeReference.Wad <= (StakeReference.Wad - first) * (StakeReference.Wad - second));
            Assert.True(StakeReference.Kept(amount, StakeReference.Wad, both) <= amount);
        });

    [Fact]
    public void Buying_and_selling_shares_never_pays() => Property(
        Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, int.MaxValue))), (amount, pool) =>
        {
            BigInteger shares = StakeReference.ToShares(amount, pool.Item1, pool.Item2);
            Assert.True(
                StakeReference.ToAssets(shares, (BigInteger)pool.Item1 + amount, pool.Item2 + shares) <= amount);
        });

    private static void Property(Gen<(int, (int, int))> cases, Action<int, (int, int)> holds) =>
        Prop.ForAll(cases.ToArbitrary(), c => holds(c.Item1, c.Item2)).QuickCheckThrowOnFailure();
}
