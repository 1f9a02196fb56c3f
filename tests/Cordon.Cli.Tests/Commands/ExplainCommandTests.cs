using System.Text.Json;

namespace Cordon.Cli.Tests.Commands;

public class ExplainCommandTests
{
    [Fact]
    public void Tells_the_story_in_plain_words_and_says_that_balances_before_are_unknown()
    {
        CommandRun run = CommandRun.Of(Recordings.Small(), "explain", Recordings.Tx, "--file", "-");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"{Recordings.Sender} called {Recordings.Target}", run.Out);
        Assert.Contains("It succeeded.", run.Out);
        Assert.Contains("2024-01-11", run.Out);
        Assert.Contains("changes only (what was there before is not recorded)", run.Out);
        Assert.Contains($"  {Recordings.Sender}\n    -1 ETH\n", run.Out);
    }

    [Theory]
    [InlineData("0x3afff44180")] // the first second that no calendar has
    [InlineData("0xffffffffffffffff")]
    public void A_block_of_an_absurd_time_is_told_of_at_the_end_of_the_calendar(string timestamp)
    {
        string block = System.Text.Encoding.UTF8.GetString(Recordings.Small()).Replace("0x65a00000", timestamp);

        CommandRun run = CommandRun.Of(
            System.Text.Encoding.UTF8.GetBytes(block), "explain", Recordings.Tx, "--file", "-");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(", 9999-12-31 23:59:59 UTC", run.Out);
    }

    [Fact]
    public void The_story_as_json_holds_the_same()
    {
        CommandRun run = CommandRun.Of(Recordings.Small(), "explain", Recordings.Tx, "--file", "-", "--json");
        JsonElement story = JsonDocument.Parse(run.Out).RootElement;

        Assert.Empty(JsonSchema.Load("story.schema.json").Faults(run.Out));
        Assert.Equal(Recordings.Sender, story.GetProperty("from").GetString());
        Assert.Equal(3, story.GetProperty("calls").GetArrayLength());
        Assert.False(story.GetProperty("calls")[2].GetProperty("tookEffect").GetBoolean());
        JsonElement balance = story.GetProperty("balances")[0];
        Assert.Equal(("-1 ETH", JsonValueKind.Null),
            (balance.GetProperty("change").GetString(), balance.GetProperty("before").ValueKind));
    }

    [Theory]
    [InlineData("0x12")]
    [InlineData("nonsense")]
    public void What_is_no_hash_is_refused(string tx)
    {
        CommandRun run = CommandRun.Of("explain", tx, "--file", "-");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"TX: expected 0x and 64 hex digits, found '{tx}'", run.Error);
    }

    [Fact]
    public void A_hash_that_is_nowhere_is_bad_input()
    {
        CommandRun run = CommandRun.Of(Recordings.Small(), "explain", Samples.Hash(9).ToString(), "--file", "-");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"there is no transaction {Samples.Hash(9)}", run.Error);
    }

    [Fact]
    public void A_known_attack_is_told_with_what_the_detectors_say_and_its_loop_is_folded()
    {
        string file = Path.Combine(Recordings.Pack("attacks"), "thedao.json.gz");
        CommandRun run = CommandRun.Of("explain",
            "0x37085f336b5d3e588e37674544678f8cb0fc092a6de5d83bd647e20e5232897b", "--file", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("What the detectors say", run.Out);
        Assert.Contains("high ", run.Out);
        Assert.Contains("more times.", run.Out);
    }
}
