using System.Text;
using Cordon.Arena.Community;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenarios;
using Cordon.Arena.Trials;
using Cordon.Cli.Demo;
using Cordon.Ethereum;

namespace Cordon.Cli.Tests.Demo;

/// <summary>What programs read of the demo is what its schema says.</summary>
public class DemoJsonTests
{
    private static readonly JsonSchema Schema = JsonSchema.Load("demo.schema.json");

    [Fact]
    public void Every_step_that_a_guard_can_tell_is_in_the_schema()
    {
        Hash256 transaction = Keccak256.HashUtf8("a transaction");
        TrialReport report = Report(new DefenceReport
        {
            Timeline =
            [
                .. Enum.GetValues<GuardEventKind>().Select((kind, place) =>
                    (TimeSpan.FromMilliseconds(place * 1.5),
                        new GuardEvent(kind, 0, $"{kind}", place % 2 == 0 ? transaction : null))),
            ],
            Detection = TimeSpan.FromMilliseconds(10),
            Action = TimeSpan.FromMilliseconds(12.34),
            Quorum = TimeSpan.FromSeconds(3),
            Incidents = [new RaisedIncident(transaction, Hash256.Zero, 1, 400, 7, 0)],
            LeadBlocks = 0,
            Fortunes = [new Fortune("Ada", 0, UInt256.MaxValue)],
        });

        Assert.Empty(Schema.Faults(Written(report)));
    }

    [Fact]
    public void What_never_happened_is_null_and_what_failed_is_told()
    {
        string text = Written(Report(new DefenceReport()) with { Failures = ["No incident was raised."] });

        Assert.Empty(Schema.Faults(text));
        Assert.Contains("\"detectionMs\":null", text);
        Assert.Contains("\"passed\":false", text);
    }

    [Theory]
    [InlineData("\"seed\":1", "\"seed\":-1")]
    [InlineData("\"loss\":\"300\"", "\"loss\":300")]
    [InlineData("\"met\":", "\"mat\":")]
    [InlineData("\"number\":4", "\"number\":0")]
    public void The_schema_would_notice_another_form(string written, string other)
    {
        string text = Written(Report(new DefenceReport()));
        Assert.Contains(written, text);

        Assert.NotEmpty(Schema.Faults(text.Replace(written, other)));
    }

    private static string Written(TrialReport report)
    {
        using var bytes = new MemoryStream();
        DemoJson.Write([report], new TrialOptions(), TimeSpan.FromSeconds(100), bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static TrialReport Report(DefenceReport defence) => new(
        new ScenarioCard(4, "a-name", "a title", "A story."),
        new PlayReport(new Amount(300, "WETH"), 5, 9, 0, 1, 0),
        new PlayReport(new Amount(0, "WETH"), 5, 9, 2, 1, 1), defence, []);
}
