using System.Text;
using System.Text.RegularExpressions;

namespace Cordon.Cli.Tests.Commands;

/// <summary>Prices that the user gives to a scan.</summary>
public sealed partial class ScanPricesTests : IDisposable
{
    private const string Token = Recordings.Token;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CommandRun Scan(byte[] prices) => CommandRun.Of(Recordings.Small(),
        "scan", "--file", "-", "--prices", _folder.Write("prices.csv", prices), "--format", "jsonl");

    private CommandRun Scan(string prices) => Scan(Encoding.UTF8.GetBytes(prices));

    [Theory]
    [InlineData("")]
    [InlineData("asset,decimals,eth\n")]
    [InlineData("\ufeffasset,decimals,eth\r\n# a comment\r\n\r\n" + Token + ", 6, 0.0005\r\n")]
    public void A_list_of_prices_is_read_also_an_empty_one(string prices) => Assert.Equal(0, Scan(prices).ExitCode);

    [Theory]
    [InlineData(Token + ",18", "line 1: expected asset,decimals,eth")]
    [InlineData("0xcc,18,1", "line 1: asset: '0xcc'")]
    [InlineData("# prices\n" + Token + ",18,cheap", "line 2: eth: 'cheap'")]
    [InlineData(Token + ",78,1", "line 1: decimals: '78'")]
    [InlineData(Token + ",0,1e300", "line 1: eth: '1e300'")]
    [InlineData(Token + ",18,1\n" + Token + ",18,2", "line 2: asset: " + Token + " has a price already")]
    public void A_wrong_line_is_named_and_nothing_is_scanned(string prices, string expected)
    {
        CommandRun run = Scan(prices);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("prices.csv, " + expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_line_of_megabytes_is_not_printed_back()
    {
        CommandRun run = Scan(new string('9', 5_000_000) + ",18,1");

        Assert.Equal(2, run.ExitCode);
        Assert.InRange(run.Error.Length, 1, 1_000);
    }

    [Fact]
    public void What_is_too_large_no_text_or_not_there_is_told_apart()
    {
        CommandRun none = CommandRun.Of(
            Recordings.Small(), "scan", "--file", "-", "--prices", _folder.Path("none.csv"));
        CommandRun large = Scan(new byte[(16 << 20) + 1]);
        CommandRun binary = Scan([(byte)'#', 0xff, 0xfe]);

        Assert.Equal([2, 2, 2], [none.ExitCode, large.ExitCode, binary.ExitCode]);
        Assert.Contains("none.csv", none.Error, StringComparison.Ordinal);
        Assert.Contains("larger than 16 MB", large.Error, StringComparison.Ordinal);
        Assert.Contains("byte 1: is not UTF-8", binary.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void With_prices_a_loss_is_critical_that_the_recording_alone_could_not_value()
    {
        string[] attacks = [.. Directory.GetFiles(Recordings.Pack("attacks"), "*.json.gz").Order().Take(12)];
        string[] scan = ["scan", .. attacks.SelectMany(file => new[] { "--file", file }), "--format", "jsonl"];
        CommandRun before = CommandRun.Of(scan);
        IEnumerable<string> named = Named().Matches(before.Out).Select(match => match.Value).Distinct();

        string prices = _folder.Write("dear.csv", Encoding.UTF8.GetBytes(
            string.Join('\n', named.Select(address => address + ",0,1000000"))));
        CommandRun after = CommandRun.Of([.. scan, "--prices", prices]);

        Assert.True(Criticals(after) > Criticals(before), $"{Criticals(before)} before, {Criticals(after)} after");
    }

    private static int Criticals(CommandRun run) =>
        Regex.Count(run.Out, "\"severity\":\"critical\"", RegexOptions.None, TimeSpan.FromSeconds(5));

    // Every address in the output: those that are no token price nothing.
    [GeneratedRegex("0x[0-9a-f]{40}(?![0-9a-f])", RegexOptions.None, 5_000)]
    private static partial Regex Named();
}
