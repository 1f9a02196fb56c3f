using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Node;
using Cordon.Storage.Sqlite;

namespace Cordon.Cli.Tests.Commands;

public sealed class DecisionsCommandTests : IDisposable
{
    private const string Key = "3cf00dc7d5f544aa2ca4990566945f13/pause";

    private const string Config = """
        chains:
          - id: 1
            endpoints: [http://127.0.0.1:8545]
        protocols:
          - name: lender
            chain: 1
            contracts: ["0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0"]
        data: data
        """;

    private readonly TemporaryFolder _folder = new();

    private string Yaml => _folder.Path("cordon.yaml");

    private string Data => _folder.Path("data");

    public DecisionsCommandTests()
    {
        File.WriteAllText(Yaml, Config);
        Directory.CreateDirectory(Data);
        using SqliteDecisionStore store = SqliteDecisionStore.Open(NodeFiles.Decisions(Data));
        store.Keep([Decision(Permission.NeedsHuman)], [new Incident
        {
            Id = Key.Split('/')[0],
            Chain = 1,
            Root = "tx 0x00",
            Summary = "somebody robs the lender",
            Severity = Severity.High,
            LogOdds = 3,
            PriorLogOdds = -3,
            FirstBlock = 1,
            LastBlock = 1,
            Clocks = new IncidentClocks(0, 0),
        }]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lists_and_shows_also_what_may_not_be_written_to()
    {
        File.SetAttributes(NodeFiles.Decisions(Data), FileAttributes.ReadOnly);

        CommandRun list = CommandRun.Of("decisions", "--config", Yaml);
        CommandRun one = CommandRun.Of("decisions", "show", Key, "--config", Yaml);
        CommandRun answer = CommandRun.Of("confirm", Key, "--config", Yaml);

        Assert.Equal((0, 0), (list.ExitCode, one.ExitCode));
        Assert.Contains("somebody robs the lender", list.Out, StringComparison.Ordinal);
        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains("is read-only", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_what_waits_with_what_it_is_about_and_how_to_answer()
    {
        CommandRun run = CommandRun.Of("decisions", "--config", Yaml, "--waiting");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("needs-human", run.Out, StringComparison.Ordinal);
        Assert.Contains("somebody robs the lender", run.Out, StringComparison.Ordinal);
        Assert.Contains($"cordon confirm {Key}", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Prints_json_as_the_schema_says()
    {
        CommandRun run = CommandRun.Of("decisions", "--config", Yaml, "--json");

        string line = Assert.Single(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(JsonSchema.Load("decision.schema.json").Faults(line));
    }

    [Theory]
    [InlineData("confirm", Permission.Granted, "Confirmed by ada.")]
    [InlineData("refuse", Permission.Withheld, "Refused by ada.")]
    public void An_answer_is_kept_with_the_name_of_who_gave_it(string command, Permission permission, string reason)
    {
        CommandRun run = CommandRun.Of(command, Key, "--config", Yaml, "--by", "ada");
        Assert.Equal(0, run.ExitCode);
        using (SqliteDecisionStore store = SqliteDecisionStore.OpenExisting(NodeFiles.Decisions(Data)))
        {
            ResponseDecision kept = store.Find(Key)!;
            Assert.Equal((permission, reason), (kept.Permission, kept.Reasons[0]));
        }

        CommandRun again = CommandRun.Of("confirm", Key, "--config", Yaml);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("waits for nobody", again.Error, StringComparison.Ordinal);
        Assert.Equal("none\n", CommandRun.Of("decisions", "--config", Yaml, "--waiting").Out);
    }

    [Fact]
    public void An_answer_to_nothing_is_bad_input_and_a_node_that_never_ran_is_said_so()
    {
        CommandRun unknown = CommandRun.Of("confirm", "x/pause", "--config", Yaml);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("there is no decision 'x/pause'", unknown.Error, StringComparison.Ordinal);

        File.WriteAllText(Yaml, Config.Replace("data: data", "data: elsewhere", StringComparison.Ordinal));
        CommandRun never = CommandRun.Of("decisions", "--config", Yaml);
        Assert.Equal(3, never.ExitCode);
        Assert.Contains("has a node run", never.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guard_whose_endpoint_is_gone_says_so_and_ends()
    {
        File.WriteAllText(Yaml, Config.Replace("8545", "1", StringComparison.Ordinal)); // nothing listens there
        CommandRun run = CommandRun.Of("guard", "--config", Yaml);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("eth_chainId", run.Error, StringComparison.Ordinal);
    }

    private static ResponseDecision Decision(Permission permission) => new()
    {
        Key = Key,
        Incident = Key.Split('/')[0],
        Protocol = "lender",
        Action = ResponseAction.Pause,
        Permission = permission,
        Duration = TimeSpan.FromHours(1),
        Reasons = ["The policy wants a human to confirm it."],
        PolicyVersion = "0123456789abcdef",
        At = TimeProvider.System.GetUtcNow(),
    };
}
