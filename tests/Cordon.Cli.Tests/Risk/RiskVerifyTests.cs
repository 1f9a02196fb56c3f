using System.Text;
using System.Text.Json;

namespace Cordon.Cli.Tests.Risk;

public class RiskVerifyTests
{
    private const string Right = """
        {"topic":"budish","id":"flow","function":"BudishFlowStock","tolerance":{"rel":1e-12},"inputs":{"block_reward":2,
        "majority_multiple_A":2,"attack_blocks_t":3,"attack_value":10,"blocks_per_day":1},
        "expected":{"gross_attack_cost":12,"secure_gross":true}}
        """;

    private static CommandRun Verify(string json, params string[] more)
    {
        using TemporaryFolder folder = new();
        folder.Write("cases.json", Encoding.UTF8.GetBytes(json));
        return CommandRun.Of(["risk", "verify", "--cases", folder.Root, .. more]);
    }

    [Fact]
    public void Cases_that_pass_print_a_row_a_topic_and_end_with_zero()
    {
        CommandRun run = Verify($"[{Right}]");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"budish +1 +1 +0\.0e\+00", run.Out);
        Assert.Matches(@"all +1 +1", run.Out);
    }

    [Fact]
    public void A_failing_case_is_named_with_both_numbers_and_ends_with_one()
    {
        CommandRun run = Verify($"[{Right.Replace(":12,", ":13,")},{Right}]");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cases.json[0] flow: failed", run.Out);
        Assert.Contains("gross_attack_cost: expected 13, the engine says 12", run.Out);
    }

    [Theory]
    [InlineData("budish", "astrology")]
    [InlineData("BudishFlowStock", "Horoscope")]
    public void An_unknown_topic_or_function_is_reported_by_name_and_ends_with_one(string known, string unknown)
    {
        CommandRun run = Verify($"[{Right.Replace($"\"{known}\"", $"\"{unknown}\"")}]");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not run", run.Out);
        Assert.Contains(unknown, run.Out);
    }

    [Theory]
    [InlineData("[{\"id\":\"a\"", "cases.json: malformed: not JSON")]
    [InlineData("{}", "cases.json: malformed: the file: expected a list of cases")]
    [InlineData("[{\"id\":\"a\",\"topic\":\"budish\",\"inputs\":{},\"expected\":{\"x\":1}}]",
        "cases.json[0] a: malformed")]
    public void What_is_malformed_is_named_with_its_place_and_ends_with_two(string json, string message)
    {
        CommandRun run = Verify(json);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Out);
    }

    [Fact]
    public void An_impossible_input_says_which_field_and_what_was_expected()
    {
        CommandRun run = Verify($"[{Right.Replace("\"block_reward\":2", "\"block_reward\":\"much\"")}]");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("inputs.block_reward: expected a number, found \"much\"", run.Out);
    }

    [Fact]
    public void Json_has_every_case_with_its_outcome()
    {
        CommandRun run = Verify($"[{Right},{Right.Replace(":12,", ":13,")}]", "--json");

        using JsonDocument json = JsonDocument.Parse(run.Out);
        Assert.Equal(2, json.RootElement.GetProperty("cases").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("passed").GetInt32());
        Assert.Equal(["passed", "failed"],
            json.RootElement.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("outcome").GetString()));
    }

    [Fact]
    public void A_folder_that_is_missing_or_holds_no_cases_is_bad_input()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(2, CommandRun.Of("risk", "verify", "--cases", folder.Path("nowhere")).ExitCode);
        CommandRun empty = CommandRun.Of("risk", "verify", "--cases", folder.Root);
        Assert.Equal(2, empty.ExitCode);
        Assert.Contains("expected files of cases", empty.Error);
    }

    [Fact]
    public void Names_from_a_case_cannot_rewrite_the_terminal()
    {
        CommandRun run = Verify($"[{Right.Replace("\"flow\"", "\"\\u001b[2J\"").Replace(":12,", ":13,")}]");

        Assert.DoesNotContain('\e', run.Out);
    }
}
