using Cordon.Arena.Community;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenarios;
using Cordon.Arena.Trials;
using Cordon.Cli.Demo;
using Cordon.Ethereum;

namespace Cordon.Cli.Tests.Demo;

public class DemoTextTests
{
    private static readonly UInt256 Token = 1_000_000_000_000_000_000;

    [Fact]
    public void The_story_tells_each_step_with_milliseconds_and_who_was_paid()
    {
        string[] lines = [.. DemoText.Story(Report(), width: 100)];

        Assert.Contains("     1.5 ms  noticed   pending transaction", lines);
        Assert.Contains(lines, line => line.StartsWith("    12.3 ms  sent ", StringComparison.Ordinal));
        Assert.Contains("   with       0 WETH         1 of 1           2 of 9", lines);
        Assert.Contains("   Raised in block 7 at place 0, with a bond of 400 STAKE.", lines);
        Assert.Contains("   Ada +160 STAKE", lines);
        Assert.DoesNotContain(lines, line => line.Contains("Ben", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_chain_wrote_into_a_step_cannot_rewrite_the_screen()
    {
        TrialReport report = Report() with
        {
            Defence = new DefenceReport
            {
                Timeline = [(TimeSpan.Zero, new GuardEvent(GuardEventKind.Judged, 0, "token \e[2J"))],
            },
        };

        Assert.DoesNotContain(DemoText.Story(report, width: 100), line => line.Contains('\e'));
    }

    [Fact]
    public void The_table_has_a_line_for_each_scenario_and_then_what_failed()
    {
        TrialReport failed = Report() with { Failures = ["No incident was raised."] };

        string[] lines = [.. DemoText.Table([Report(), failed])];

        Assert.Equal(5, lines.Length);
        Assert.StartsWith("  4 a title", lines[1]);
        Assert.EndsWith("300 WETH       0 WETH    10 ms    12 ms   900 ms     0  Ada +160", lines[1]);
        Assert.Equal(["NOT AS EXPECTED: a-name", "  No incident was raised."], lines[3..]);
    }

    private static TrialReport Report() => new(
        new ScenarioCard(4, "a-name", "a title", "A story."),
        new PlayReport(new Amount(Token * 300, "WETH"), 5, 9, 0, 1, 0),
        new PlayReport(new Amount(0, "WETH"), 5, 9, 2, 1, 1),
        new DefenceReport
        {
            Timeline =
            [
                (TimeSpan.FromMilliseconds(1.5), new GuardEvent(GuardEventKind.Noticed, 0, "pending transaction")),
                (TimeSpan.FromMilliseconds(12.3), new GuardEvent(GuardEventKind.Sent, 0, "the transaction is away")),
            ],
            Detection = TimeSpan.FromMilliseconds(10),
            Action = TimeSpan.FromMilliseconds(12.3),
            Quorum = TimeSpan.FromMilliseconds(900),
            Incidents = [new RaisedIncident(Hash256.Zero, Hash256.Zero, 1, Token * 400, 7, 0)],
            LeadBlocks = 0,
            Fortunes = [new Fortune("Ada", 0, Token * 160), new Fortune("Ben", Token, Token)],
        },
        []);
}
