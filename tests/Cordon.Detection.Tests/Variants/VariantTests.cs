using Cordon.Domain.Signals;
using Cordon.Testing;

namespace Cordon.Detection.Tests.Variants;

/// <summary>Attacks that no pack holds are seen as well; what honest people do in their place is not accused.</summary>
public class VariantTests
{
    [Theory]
    [MemberData(nameof(AttackStories.Names), MemberType = typeof(AttackStories))]
    public void Sees_the_attack_by_its_logs(string attack) =>
        Assert.NotEmpty(AttackStories.Of(attack, new Story()).Accusers(RecordingStyle.CallTracer));

    [Theory]
    [MemberData(nameof(AttackStories.Names), MemberType = typeof(AttackStories))]
    public void Sees_the_attack_by_its_calls_alone(string attack) =>
        Assert.NotEmpty(AttackStories.Of(attack, new Story()).Accusers(RecordingStyle.CallTracerWithoutLogs));

    [Theory]
    [MemberData(nameof(AttackStories.Doubtful), MemberType = typeof(AttackStories))]
    public void Notes_what_may_be_a_payment_at_medium(string attack)
    {
        RecordingStyle[] styles = [RecordingStyle.CallTracer, RecordingStyle.CallTracerWithoutLogs];
        foreach (RecordingStyle style in styles)
        {
            Assert.Equal(Severity.Medium,
                AttackStories.Of(attack, new Story()).Signals(style).Max(signal => signal.Severity));
        }
    }

    [Theory]
    [MemberData(nameof(HonestStories.Names), MemberType = typeof(HonestStories))]
    public void Accuses_nobody_of_the_honest_counterpart(string honest)
    {
        Assert.Empty(HonestStories.Of(honest, new Story()).Accusers(RecordingStyle.CallTracer));
        Assert.Empty(HonestStories.Of(honest, new Story()).Accusers(RecordingStyle.CallTracerWithoutLogs));
    }

    [Theory]
    [MemberData(nameof(AttackStories.Names), MemberType = typeof(AttackStories))]
    public void Neither_names_nor_neighbours_nor_decimals_change_the_verdict(string attack)
    {
        string[] plain = AttackStories.Of(attack, new Story()).Accusers(RecordingStyle.CallTracer);
        foreach ((string prefix, ulong unit, int noise) in ((string, ulong, int)[])
            [("x", 1, 0), ("other ", 1_000_000_000, 3), ("y", 1_000, 5), ("zz", 1_000_000_000_000, 1)])
        {
            Story story = new(prefix, unit);
            AttackStories.Of(attack, story.Noise(noise)).Noise(1);
            Assert.Equal(plain, story.Accusers(RecordingStyle.CallTracer));
        }
    }
}
