namespace Cordon.Engine.Pending.Tests;

public class ReturnPausesTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private readonly SteppedClock _clock = new();
    private readonly ReturnPauses _pauses;

    public ReturnPausesTests() => _pauses = new ReturnPauses(2, First, _clock);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(7, 60)] // not 64
    [InlineData(1_000, 60)]
    public void A_pause_doubles_with_each_failure_up_to_a_minute(int failures, int seconds)
    {
        for (int i = 0; i < failures; i++) _pauses.Failed(0);

        _clock.Passed += TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1);
        Assert.False(_pauses.IsOver(0));
        _clock.Passed += TimeSpan.FromMilliseconds(1);
        Assert.True(_pauses.IsOver(0));
    }

    [Theory]
    [InlineData(59, 4)] // it came back and failed again soon
    [InlineData(61, 1)]
    public void One_that_was_good_for_long_begins_anew(int good, int seconds)
    {
        _pauses.Failed(0);
        _pauses.Failed(0);
        _pauses.Returned(0);
        _clock.Passed += TimeSpan.FromSeconds(good);
        _pauses.Failed(0);

        _clock.Passed += TimeSpan.FromSeconds(seconds - 0.5);
        Assert.False(_pauses.IsOver(0));
        _clock.Passed += TimeSpan.FromSeconds(0.5);
        Assert.True(_pauses.IsOver(0));
    }

    [Fact]
    public void Each_endpoint_has_its_own()
    {
        _pauses.Failed(0);
        _pauses.Failed(0);
        _pauses.Failed(1);
        _clock.Passed += First;

        Assert.Equal((false, true), (_pauses.IsOver(0), _pauses.IsOver(1)));
    }

    private sealed class SteppedClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
