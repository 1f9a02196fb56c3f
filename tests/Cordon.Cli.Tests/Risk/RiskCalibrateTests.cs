using System.Text.Json;

namespace Cordon.Cli.Tests.Risk;

public class RiskCalibrateTests
{
    private static CommandRun Calibrate(string lines, params string[] more)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Path("history.jsonl"), lines);
        return CommandRun.Of(["risk", "calibrate", "--history", folder.Path("history.jsonl"), .. more]);
    }

    [Fact]
    public void Signals_and_incidents_with_labels_are_scored_together()
    {
        CommandRun run = Calibrate("""
            {"detector":"sandwich","confidence":0.9,"label":true}
            {"detector":"sandwich","confidence":0.8,"label":false}

            {"logOdds":0,"label":1}
            {"probability":0.1,"label":0}
            """, "--json");

        using JsonDocument json = JsonDocument.Parse(run.Out);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, json.RootElement.GetProperty("count").GetInt32());
        Assert.Equal((0.01 + 0.64 + 0.25 + 0.01) / 4, json.RootElement.GetProperty("brier").GetDouble(), 1e-12);
        Assert.Equal(0.75, json.RootElement.GetProperty("auc").GetDouble(), 1e-12);
    }

    [Fact]
    public void The_table_says_how_often_claims_were_right()
    {
        CommandRun run = Calibrate("{\"confidence\":0.9,\"label\":true}\n{\"confidence\":0.9,\"label\":false}\n");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 labelled, 1 of them right", run.Out);
        Assert.Contains("50.0 %", run.Out);
    }

    [Theory]
    [InlineData("{\"confidence\":1.2,\"label\":true}", ":1: confidence: expected a number from 0 to 1, found 1.2")]
    [InlineData("{\"confidence\":0.2}", ":1: label: expected true or false, found nothing")]
    [InlineData("{\"label\":true}", ":1: expected confidence, logOdds or probability")]
    [InlineData("{\"confidence\":\"0.2\",\"label\":true}", ":1: confidence: expected a number")]
    [InlineData("{\"confidence\":0.2,\"label\":2}", ":1: label: expected true or false, found 2")]
    [InlineData("[1]", ":1: expected an object")]
    [InlineData("{", ":1: not JSON")]
    [InlineData("", "expected at least one labelled line")]
    public void A_line_that_is_not_a_labelled_claim_is_bad_input_with_its_number(string lines, string message)
    {
        CommandRun run = Calibrate(lines);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_history_that_is_not_there_is_bad_input() =>
        Assert.Equal(2, CommandRun.Of("risk", "calibrate", "--history", "no-such-file").ExitCode);
}
