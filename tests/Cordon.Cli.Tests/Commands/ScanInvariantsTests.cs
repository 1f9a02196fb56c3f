using System.Text;

namespace Cordon.Cli.Tests.Commands;

/// <summary>A scan does not judge invariants, and says so.</summary>
public sealed class ScanInvariantsTests : IDisposable
{
    private const string Protocol = "protocols:\n  - name: lender\n    chain: 1\n    contracts:\n      - \""
        + Recordings.Target + "\"\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CommandRun Scan(string config) => CommandRun.Of(Recordings.Small(), "scan", "--file", "-",
        "--config", _folder.Write("cordon.yaml", Encoding.UTF8.GetBytes(config)), "--format", "jsonl");

    [Fact]
    public void Configured_invariants_are_said_once_not_to_be_judged_on_recordings()
    {
        CommandRun run = Scan(Protocol + "    invariants:\n      - name: covered\n        calls:\n"
            + "          owed: totalOwed()(uint256)\n        holds: owed >= 0\n");

        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Error.Split('\n'), line => line.Contains("1 invariants of ", StringComparison.Ordinal)
            && line.Contains("recordings do not hold the chain's state", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_invariants_nothing_is_said_of_them() =>
        Assert.DoesNotContain("invariants", Scan(Protocol).Error, StringComparison.Ordinal);
}
