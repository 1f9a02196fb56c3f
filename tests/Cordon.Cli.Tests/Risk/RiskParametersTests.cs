using System.Text;
using System.Text.Json;

namespace Cordon.Cli.Tests.Risk;

public class RiskParametersTests
{
    private const string Sound = """
        name: sound
        protocols: [{name: p, stake: 1000, quorum: 1/2, tvl: 1000, extractableFraction: 0.5, pauseCostPerHour: 7}]
        detection: {minutesToDetect: [10], minutesToRespond: [20]}
        """;

    private static CommandRun Parameters(string model, string? settings = null, params string[] more)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("model.yaml", Encoding.UTF8.GetBytes(model));
        string[] with = settings is null
            ? [] : ["--settings", folder.Write("settings.yaml", Encoding.UTF8.GetBytes(settings))];
        return CommandRun.Of(["risk", "parameters", "--model", path, .. with, .. more]);
    }

    [Fact]
    public void Settings_that_hold_end_with_zero_and_each_has_its_inequality()
    {
        CommandRun run = Parameters(Sound);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("# unbonding >= 3 * (0.1667 + 0.3333) h", run.Out);
        Assert.Contains("\n  unbondingDays: 14  # days, at least 11.0625; holds", run.Out);
    }

    [Fact]
    public void A_setting_that_breaks_an_inequality_is_marked_and_ends_with_one()
    {
        CommandRun run = Parameters(Sound, "contracts: {quorum: 0.51, unbondingDays: 3}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("quorum: 0.55  # share, from 0.55 to 0.9; VIOLATED by 0.51", run.Out);
        Assert.Contains("unbondingDays: 11.0625  # days, at least 11.0625; VIOLATED by 3", run.Out);
    }

    [Fact]
    public void What_is_printed_can_be_read_back_as_settings_that_hold()
    {
        CommandRun broken = Parameters(Sound, "quorum: 0.51");

        CommandRun again = Parameters(Sound, broken.Out);

        Assert.Equal(1, broken.ExitCode);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.DoesNotContain("VIOLATED", again.Out);
    }

    [Fact]
    public void Json_has_the_values_to_deploy_and_the_rule_behind_each()
    {
        CommandRun run = Parameters(Sound, null, "--json");

        using JsonDocument json = JsonDocument.Parse(run.Out);
        Assert.Equal(14, json.RootElement.GetProperty("contracts").GetProperty("unbondingDays").GetDouble());
        JsonElement rule = json.RootElement.GetProperty("rules").EnumerateArray()
            .Single(r => r.GetProperty("key").GetString() == "quorum");
        Assert.Equal(0.55, rule.GetProperty("min").GetDouble(), 1e-9);
        Assert.False(rule.GetProperty("violated").GetBoolean());
        Assert.NotEmpty(rule.GetProperty("inequality").GetString()!);
    }

    [Fact]
    public void The_json_of_a_deployment_can_be_the_settings() =>
        Assert.Equal(1, Parameters(Sound, """{"contracts":{"challengeHours":0.1}}""").ExitCode);

    [Theory]
    [InlineData("quorum: 2", "settings.yaml:1: quorum: expected a share from 0 to 1")]
    [InlineData("kworum: 0.5", "settings.yaml:1: kworum: expected one of")]
    [InlineData("contracts: {quorum: x}", "contracts.quorum")]
    [InlineData("", "the file is empty")]
    public void Wrong_settings_are_bad_input_with_line_field_and_expectation(string settings, string message)
    {
        CommandRun run = Parameters(Sound, settings);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void A_protocol_that_no_quorum_protects_is_said_to_need_another_model()
    {
        CommandRun run = Parameters(Sound.Replace("stake: 1000", "stake: 10"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("# quorum: none", run.Out);
        Assert.Contains("no value holds: change the model", run.Out);
    }
}
