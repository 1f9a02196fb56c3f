using System.Text.Json;

namespace Cordon.Cli.Tests.Risk;

public class RiskSimulateTests
{
    private static readonly string[] Small = ["risk", "simulate", "--runs", "20", "--epochs", "200"];

    private static string Model(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder.Path("model.yaml"), text);
        return folder.Path("model.yaml");
    }

    [Fact]
    public void The_table_shows_every_strategy_with_its_interval_and_what_the_searches_found()
    {
        CommandRun run = CommandRun.Of([.. Small, "--seed", "5"]);

        Assert.Equal(0, run.ExitCode);
        Assert.All((string[])["honest", "lazy", "spamming", "colluding", "bribed", "95 % confidence",
            "AN ATTACK PAYS", "way of guarding", "Parameters with the widest margin"],
            text => Assert.Contains(text, run.Out));
        Assert.Empty(run.Error);
    }

    [Fact]
    public void The_same_seed_prints_the_same_on_any_number_of_threads()
    {
        string[] arguments = [.. Small, "--no-search", "--json", "--seed", "9"];

        string one = CommandRun.Of([.. arguments, "--threads", "1"]).Out;

        Assert.Equal(one, CommandRun.Of([.. arguments, "--threads", "3"]).Out);
        Assert.NotEqual(one, CommandRun.Of([.. arguments[..^1], "10"]).Out);
    }

    [Fact]
    public void Json_holds_the_matrix_and_is_valid()
    {
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of([.. Small, "--json"]).Out);

        JsonElement root = json.RootElement;
        Assert.Equal("1", root.GetProperty("seed").GetString());
        Assert.Equal(5, root.GetProperty("strategies").GetArrayLength());
        Assert.True(root.GetProperty("bestAttack").GetProperty("isProfitable").GetBoolean());
        Assert.True(root.GetProperty("proposal").GetProperty("changes").GetArrayLength() > 0);
    }

    [Fact]
    public void A_model_sets_parameters_attack_and_guardians()
    {
        using TemporaryFolder folder = new();
        string model = Model(folder, """
            protocols: []
            simulation:
              mechanism:
                attackProbability: 0
                flowCap: .inf
                hasFlashLoans: false
              attack:
                isPrivate: false
              guardians:
                honest: 12
                lazy: 3
            """);

        CommandRun run = CommandRun.Of([.. Small, "--no-search", "--model", model]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Attacks: 0 of 0", run.Out);
        Assert.DoesNotContain("spamming", run.Out);
    }

    [Fact]
    public void A_risk_model_is_simulated_by_what_it_says_of_guardians_and_its_simulation_part_overrides_that()
    {
        using TemporaryFolder folder = new();
        string sample = File.ReadAllText(Path.Combine(RepositoryRoot(), "samples", "risk", "lending.yaml"));
        string plain = Model(folder, sample);

        using JsonDocument from = JsonDocument.Parse(
            CommandRun.Of([.. Small, "--no-search", "--json", "--model", plain]).Out);
        string overridden = Model(folder, sample + "\nsimulation:\n  mechanism:\n    stake: 7\n");
        using JsonDocument to = JsonDocument.Parse(
            CommandRun.Of([.. Small, "--no-search", "--json", "--model", overridden]).Out);

        Assert.Equal(1_500_000, from.RootElement.GetProperty("mechanism").GetProperty("stake").GetDouble());
        Assert.Equal(10, from.RootElement.GetProperty("mechanism").GetProperty("streamPay").GetDouble(), 1e-9);
        Assert.Equal(120e6, from.RootElement.GetProperty("mechanism").GetProperty("vulnerableValue").GetDouble(), 1);
        Assert.Equal(7, to.RootElement.GetProperty("mechanism").GetProperty("stake").GetDouble());
        Assert.Equal(0, CommandRun.Of("risk", "report", "--model", overridden).ExitCode & ~1);
    }

    [Fact]
    public void The_sample_names_every_parameter_with_its_default()
    {
        string sample = Path.Combine(RepositoryRoot(), "samples", "risk", "simulation.yaml");
        string[] arguments = [.. Small, "--no-search", "--json"];

        using JsonDocument json = JsonDocument.Parse(CommandRun.Of(arguments).Out);
        string text = File.ReadAllText(sample);

        Assert.Equal(CommandRun.Of(arguments).Out, CommandRun.Of([.. arguments, "--model", sample]).Out);
        Assert.All(json.RootElement.GetProperty("mechanism").EnumerateObject(),
            member => Assert.Contains($"  {member.Name}: ", text));
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cordon.slnx"))) folder = folder.Parent;
        return folder!.FullName;
    }

    [Theory]
    [InlineData("mechanism:\n  quorum: 1.5", "model.yaml:2: mechanism.quorum: expected a number from 0 to 1")]
    [InlineData("mechanism:\n  qorum: 0.5", "model.yaml:2: mechanism.qorum: expected one of stake")]
    [InlineData("mechanism:\n  stake: much", "model.yaml:2: mechanism.stake: expected a number")]
    [InlineData("guardians:\n  lazy: 3", "model.yaml:2: guardians.honest: expected at least one honest guardian")]
    [InlineData("guardians:\n  honest: -1", "model.yaml:2: guardians.honest: expected a whole number")]
    [InlineData("attack:\n  bribePerGuardian: -1", "model.yaml:2: attack.bribePerGuardian")]
    [InlineData("surprise: 1", "model.yaml:1: surprise: expected mechanism, attack, guardians or simulation")]
    [InlineData("- 1", "expected members")]
    public void A_fault_in_a_model_is_bad_input_with_line_and_field(string text, string message)
    {
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.Of([.. Small, "--model", Model(folder, text)]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void Runs_below_one_are_bad_input() =>
        Assert.Equal(2, CommandRun.Of("risk", "simulate", "--runs", "0").ExitCode);

    [Fact]
    public void The_games_with_known_answers_agree()
    {
        CommandRun run = CommandRun.Of([.. Small, "--no-search", "--check"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Erlang C", run.Out);
        Assert.DoesNotContain("DISAGREES", run.Out);
    }
}
