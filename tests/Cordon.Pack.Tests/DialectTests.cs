using Cordon.Engine.Benchmark;
using Cordon.Testing;

namespace Cordon.Pack.Tests;

/// <summary>The verdict is about what happened, not about which node wrote it down.</summary>
public class DialectTests
{
    private const int LostMax = 2;

    [Theory]
    [InlineData("parity")]
    [InlineData("no logs")]
    [InlineData("parity, no logs")]
    public async Task Loses_at_most_two_attacks_through_another_dialect_or_without_logs(string dialect)
    {
        HashSet<string> asRecorded = Found(await PackRun.ScoreAsync("attacks"));
        HashSet<string> edited = Found(await PackRun.ScoreAsync("attacks", EditOf(dialect)));

        string[] lost = [.. asRecorded.Except(edited).Order()];
        Assert.True(lost.Length <= LostMax, $"{dialect} lost {string.Join(", ", lost)}");
    }

    [Fact]
    public async Task Receipts_alone_are_reported_as_blindness_to_calls()
    {
        PackReport report = await PackRun.ScoreAsync(
            "attacks", bytes => RecordingEdits.Without(bytes, "traces"));

        Assert.NotEmpty(report.Alarms.Blind);
        Assert.Contains(report.Alarms.Blind, signal => signal.Summary.Contains("call", StringComparison.Ordinal));
    }

    private static Func<byte[], byte[]> EditOf(string dialect) => dialect switch
    {
        "parity" => RecordingEdits.ToParity,
        "no logs" => RecordingEdits.WithoutLogs,
        _ => bytes => RecordingEdits.WithoutLogs(RecordingEdits.ToParity(bytes)),
    };

    private static HashSet<string> Found(PackReport report) =>
        [.. report.Attacks.Outcomes.Where(outcome => outcome.IsFound).Select(outcome => outcome.Label.Name)];
}
