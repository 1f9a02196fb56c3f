using System.Text;
using System.Text.Json;
using Cordon.Arena;
using Cordon.Arena.Nodes;
using Cordon.Arena.Scenarios;
using Cordon.Arena.Scenarios.PriceManipulation;
using Cordon.Arena.Tests.Trials;
using Cordon.Arena.Trials;
using Cordon.Cli.Commands;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Tests.Commands;

public class DemoCommandTests
{
    [Fact]
    public async Task A_guard_that_sleeps_makes_the_demo_answer_no_with_the_loss_and_the_reason()
    {
        SkipWithoutNode();
        using MemoryStream output = new();
        await using StringWriter error = new();
        using Session session = new() { In = Stream.Null, Out = output, Error = error };
        var options = new TrialOptions { Seed = 3, BlockTime = TimeSpan.FromMilliseconds(30) };

        int exitCode = await DemoCommand.RunAsync(
            session, new SleepingGuard(), [new PriceManipulationScenario()], options, asJson: true,
            TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.AnswerIsNo, exitCode);
        string text = Encoding.UTF8.GetString(output.ToArray());
        Assert.Empty(JsonSchema.Load("demo.schema.json").Faults(text));
        using JsonDocument json = JsonDocument.Parse(text);
        Assert.False(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(3, json.RootElement.GetProperty("seed").GetInt32());
        JsonElement scenario = Assert.Single(json.RootElement.GetProperty("scenarios").EnumerateArray());
        Assert.False(scenario.GetProperty("met").GetBoolean());
        Assert.Equal("300000000000000000000", scenario.GetProperty("with").GetProperty("loss").GetString());
        Assert.Equal(JsonValueKind.Null, scenario.GetProperty("leadBlocks").ValueKind);
        Assert.Contains("No incident was raised.", scenario.GetProperty("failures").EnumerateArray()
            .Select(failure => failure.GetString()));
        Assert.Contains("NOT AS EXPECTED", error.ToString());
    }

    [Fact]
    public void A_scenario_that_does_not_exist_is_bad_input_and_the_message_names_those_that_do()
    {
        CommandRun run = CommandRun.Of("demo", "--scenario", "no-such-thing");

        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Contains("found 'no-such-thing'", run.Error);
        Assert.All(ScenarioBook.All, scenario => Assert.Contains(scenario.Card.Name, run.Error));
    }

    [Fact]
    public void A_block_time_of_nothing_is_bad_input()
    {
        SkipWithoutNode();
        CommandRun run = CommandRun.Of("demo", "--block-time", "0");

        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Contains("BlockTime", run.Error);
    }

    private static void SkipWithoutNode()
    {
        try
        {
            NpmPackages.File("solc", "package.json");
            NpmPackages.Program("@foundry-rs/anvil-linux-amd64", "@foundry-rs/anvil", "bin/anvil");
        }
        catch (ArenaException missing)
        {
            Assert.Skip(missing.Message);
        }
    }
}
