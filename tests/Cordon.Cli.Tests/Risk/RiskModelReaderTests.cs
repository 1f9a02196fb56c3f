using System.Text;

namespace Cordon.Cli.Tests.Risk;

public class RiskModelReaderTests
{
    private static CommandRun Report(string yaml)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("model.yaml", Encoding.UTF8.GetBytes(yaml));
        return CommandRun.Of("risk", "report", "--model", path);
    }

    private const string Protocol = "name: m\nprotocols:\n  - name: p\n    stake: 10\n    quorum: 1/2\n    tvl: 10\n";

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("a: [", "not YAML")]
    [InlineData("- 1", "model.yaml:1: the file: expected members")]
    [InlineData("currency: USD", "model.yaml:1: name: expected a text, found nothing")]
    [InlineData("name: m\nprotokols: []", "model.yaml:2: protokols: expected one of")]
    [InlineData("name: m\nprotocols: 7", "model.yaml:2: protocols: expected a list, found '7'")]
    [InlineData("name: m\nprotocols:\n  - name: p",
        "model.yaml:3: protocols[0].stake: expected a number of at least 0")]
    [InlineData(Protocol + "    tvlx: 1", "model.yaml:7: protocols[0].tvlx: expected one of")]
    [InlineData(Protocol + "    slashFraction: 2",
        "model.yaml:7: protocols[0].slashFraction: expected a share from 0 to 1")]
    [InlineData(Protocol + "    equity: -1",
        "model.yaml:7: protocols[0].equity: expected a number of at least 0, found '-1'")]
    [InlineData(Protocol + "    equity: .inf", "found '.inf'")]
    [InlineData(Protocol + "    equity: 1e99999", "found '1e99999'")]
    [InlineData(Protocol + "    chain: one", "model.yaml:7: protocols[0].chain: expected a chain id, found 'one'")]
    [InlineData(Protocol + "  - name: p\n    stake: 1\n    quorum: 1\n    tvl: 1", "'p' is there twice")]
    [InlineData(Protocol + "exposures:\n  - {holder: p, issuer: q, amount: 1}", "'q' is none")]
    [InlineData(Protocol + "exposures:\n  - {holder: p, issuer: p, amount: 1}", "'p' holds itself")]
    [InlineData(Protocol + "contagion: {seed: q}", "a seed among p")]
    [InlineData("name: m\ncouncil: {members: 3, threshold: 4, pReachable: 1}",
        "council.threshold: expected a whole number")]
    [InlineData("name: m\ndetection: {minutesToDetect: [soon]}", "detection.minutesToDetect[0]: expected minutes")]
    [InlineData("name: m\ndetection: {signalShift: 0}", "detection.signalShift: expected a number above 0")]
    [InlineData("name: m\nrestaking: {services: [{id: s, profit: 1, quorum: 0}], operators: []}", "restaking.services")]
    [InlineData("name: m\nrestaking: {services: [], operators: [{id: o, stake: 1, services: [s]}]}",
        "the id of a service")]
    [InlineData("name: m\nrestaking: {draw: {seed: 1, services: 2, operators: 3, margin: -1}}", "margin")]
    [InlineData("name: m\nbounty: {payoutReliability: 0}", "bounty.payoutReliability: expected a share above 0")]
    [InlineData("name: m\nvotes: {circulating: 1, tokenPrice: 1, honestTurnout: 0, treasury: 1, passThreshold: 1}",
        "passThreshold")]
    [InlineData("name: m\nvotes: {circulating: 1, tokenPrice: 1, honestTurnout: 0, snapshotBeforeProposal: maybe}",
        "expected true or false")]
    public void A_wrong_model_is_bad_input_with_line_field_and_expectation(string yaml, string message)
    {
        CommandRun run = Report(yaml);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Theory]
    [InlineData("400e6")]
    [InlineData("400_000_000")]
    [InlineData("4.0e8")]
    [InlineData("800e6/2")]
    [InlineData("40000000000%")]
    public void Numbers_may_be_written_as_people_write_them(string tvl)
    {
        CommandRun run = Report($"name: m\nprotocols: [{{name: p, stake: 10, quorum: 50%, tvl: {tvl}}}]");

        Assert.Contains("earns 400 million USD", run.Out);
    }

    [Fact]
    public void A_name_cannot_rewrite_the_terminal_or_leave_its_place_in_the_page()
    {
        using TemporaryFolder folder = new();
        string hostile = "\\e[2J</script><script>alert(1)</script><img src=x onerror=alert(1)>";
        string path = folder.Write("model.yaml",
            Encoding.UTF8.GetBytes($"name: \"{hostile}\"\n"
                + $"protocols: [{{name: \"{hostile}\", stake: 1, quorum: 1, tvl: 9}}]"));

        CommandRun run = CommandRun.Of("risk", "report", "--model", path, "--out", folder.Path("r.html"));

        Assert.DoesNotContain('\e', run.Out);
        string html = File.ReadAllText(folder.Path("r.html"));
        Assert.DoesNotContain("<img src=x", html);
        Assert.DoesNotContain("<script>alert", html);
    }

    [Fact]
    public void A_missing_model_a_missing_database_and_an_unwritable_place_are_told_apart()
    {
        using TemporaryFolder folder = new();
        string model = folder.Write("m.yaml", "name: m"u8.ToArray());

        Assert.Equal(2, CommandRun.Of("risk", "report", "--model", folder.Path("none.yaml")).ExitCode);
        Assert.Equal(2, CommandRun.Of("risk", "report", "--model", model, "--db", folder.Path("none.db")).ExitCode);
        Assert.Equal(2, CommandRun.Of("risk", "report", "--model", model, "--out", folder.Path("no/r.html")).ExitCode);
    }
}
