using Cordon.Cli.Guarding;
using Cordon.Node.Events;

namespace Cordon.Cli.Tests.Guarding;

/// <summary>What a person reads of a node's events.</summary>
public class EventTextTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Theory]
    [InlineData("on-duty", "drawn: blocks 5 to 36", 1_767_326_400UL,
        "03:04:05.678 chain 10  engagement: on duty, epoch 20454: drawn: blocks 5 to 36, until 2026-01-02 04:00:00Z")]
    [InlineData("missed", "nothing was committed", null,
        "03:04:05.678 chain 10  engagement: missed, epoch 20454: nothing was committed")]
    [InlineData("paid-until", "the clock runs", ulong.MaxValue,
        "03:04:05.678 chain 10  engagement: paid until, epoch 20454: the clock runs, until 18446744073709551615")]
    public void An_attention_challenge_is_a_line_with_its_epoch_and_until_when(
        string kind, string text, ulong? until, string line) =>
        Assert.Equal(line, EventText.Of(new NodeEvent.Duty(10, At, kind, 20_454, text, until)));

    [Fact]
    public void What_came_from_a_chain_cannot_rewrite_the_screen() => Assert.DoesNotContain(
        '\u001b', EventText.Of(new NodeEvent.Duty(1, At, "hindered", 1, "the node says \u001b[2J", null)));

    [Fact]
    public void News_of_challenges_are_printed_without_asking_for_everything() =>
        Assert.False(EventText.IsRoutine(new NodeEvent.Duty(1, At, "committed", 1, "", null)));
}
