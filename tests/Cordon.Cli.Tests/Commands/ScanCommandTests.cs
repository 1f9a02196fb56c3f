using System.Text;
using System.Text.Json;

namespace Cordon.Cli.Tests.Commands;

public sealed class ScanCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scans_standard_input_and_says_on_the_error_stream_what_was_done()
    {
        CommandRun run = CommandRun.Of(Recordings.Small(), "scan", "--file", "-");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 blocks, 1 transactions in ", run.Error);
        Assert.DoesNotContain("\r", run.Error);
    }

    [Theory]
    [InlineData("scan", "expected --file PATH or --rpc URL")]
    [InlineData("scan --file a --rpc http://127.0.0.1:1", "expected --file or --rpc, not both")]
    [InlineData("scan --file a --blocks 1..2", "--blocks goes with --rpc")]
    [InlineData("scan --rpc http://127.0.0.1:1 --blocks 9..5", "the first block is after the last one")]
    [InlineData("scan --rpc nonsense", "--rpc: ")]
    [InlineData("scan --file a --format yaml", "--format: expected table, jsonl, sarif, csv, found 'yaml'")]
    [InlineData("scan --file a --min-severity HIGH", "--min-severity: expected info, low, medium, high or critical")]
    [InlineData("scan --file a --threads 0", "--threads: expected 1 to 256, found '0'")]
    [InlineData("scan --file a --threads 257", "--threads: expected 1 to 256, found '257'")]
    [InlineData("scan --file a --detector nonsense", "--detector: there is no 'nonsense'; expected one of: ")]
    [InlineData("scan --file a --protocol 0x12", "--protocol: expected an address, 0x and 40 hex digits, found '0x12'")]
    [InlineData("scan --file no/such/place", "no/such/place: no such file or folder")]
    [InlineData("scan --file - --out no/such/place/x", "--out: no/such/place/x: the folder does not exist")]
    [InlineData("scan --file - --report no/such/place/x", "--report: no/such/place/x: the folder does not exist")]
    public void Refuses_what_it_cannot_do_and_says_what_it_expected(string line, string message)
    {
        CommandRun run = CommandRun.Of(Recordings.Small(), line.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_broken_file_is_bad_input_with_file_byte_and_field()
    {
        string block = Encoding.UTF8.GetString(Recordings.Small()).Replace("\"nonce\":\"0x1\"", "\"nonce\":\"-1\"");
        string path = _folder.Write("broken.json", Encoding.UTF8.GetBytes(block));

        CommandRun run = CommandRun.Of("scan", "--file", path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{path}: byte ", run.Error);
        Assert.Contains("nonce", run.Error);
    }

    [Fact]
    public void A_node_that_is_not_there_is_the_environments_fault()
    {
        CommandRun run = CommandRun.Of("scan", "--rpc", "http://127.0.0.1:1", "--blocks", "1..2");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("127.0.0.1:1", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Fact]
    public void A_report_and_a_file_of_signals_appear_only_whole()
    {
        CommandRun run = CommandRun.Of(Recordings.Small(), "scan", "--file", "-", "--format", "sarif",
            "--out", _folder.Path("out.sarif"), "--report", _folder.Path("report.html"));

        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        using JsonDocument sarif = JsonDocument.Parse(File.ReadAllBytes(_folder.Path("out.sarif")));
        Assert.EndsWith("</html>\n", File.ReadAllText(_folder.Path("report.html")));
        Assert.Equal(2, Directory.GetFiles(_folder.Root).Length);
    }

    [Fact]
    public void A_wrong_argument_leaves_an_older_report_as_it_was()
    {
        string report = _folder.Write("report.html", "old"u8.ToArray());

        CommandRun.Of("scan", "--file", _folder.Path("missing.json"), "--report", report);

        Assert.Equal("old", File.ReadAllText(report));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void Real_blocks_give_signals_that_keep_the_public_contract()
    {
        CommandRun run = CommandRun.Of("scan", "--file", Recordings.Pack("blocks"), "--format", "jsonl");

        string[] lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Empty(JsonSchema.OfSignal.Faults(line)));
        Assert.Contains("71 blocks, 14,242 transactions", run.Error);
    }

    [Fact]
    public void The_output_does_not_depend_on_the_number_of_threads()
    {
        string pack = Recordings.Pack("blocks");

        Assert.Equal(
            CommandRun.Of("scan", "--file", pack, "--format", "jsonl", "--threads", "1").Out,
            CommandRun.Of("scan", "--file", pack, "--format", "jsonl", "--threads", "4").Out);
    }

    [Fact]
    public void Severity_detector_and_contract_narrow_the_output_and_nothing_else()
    {
        string pack = Recordings.Pack("blocks");
        List<JsonElement> all = Signals("scan", "--file", pack);
        string contract = all.First(s => Text(s, "detector") == "sandwich").GetProperty("subjects")[0].GetString()!;

        Assert.Equal(all.Count(s => Text(s, "severity") is "medium" or "high" or "critical"),
            Signals("scan", "--file", pack, "--min-severity", "medium").Count);
        Assert.Equal(all.Count(s => Text(s, "detector") is "sandwich" or "blind"),
            Signals("scan", "--file", pack, "--detector", "sandwich").Count);
        Assert.Equal(
            all.Count(s => Text(s, "detector") is "blind"
                || s.GetProperty("subjects").EnumerateArray().Any(a => a.GetString() == contract)),
            Signals("scan", "--file", pack, "--protocol", contract).Count);
    }

    [Theory]
    [InlineData("medium", 1)]
    [InlineData("critical", 0)]
    public void Fail_on_turns_the_answer_into_the_exit_code(string severity, int exitCode)
    {
        string pack = Recordings.Pack("blocks");

        CommandRun run = CommandRun.Of("scan", "--file", pack, "--fail-on", severity, "--min-severity", "critical");

        Assert.Equal(exitCode, run.ExitCode);
    }

    [Fact]
    public void A_database_goes_on_where_it_was_left_and_scans_nothing_twice()
    {
        string pack = Recordings.Pack("blocks");
        string file = Path.Combine(pack, "12775690.json.gz");
        string database = _folder.Path("scan.db");

        CommandRun first = CommandRun.Of("scan", "--file", file, "--db", database, "--format", "jsonl");
        CommandRun second = CommandRun.Of("scan", "--file", file, "--db", database, "--format", "jsonl");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.NotEmpty(first.Out);
        Assert.Empty(second.Out);
        Assert.Contains("goes on after block 12775690", second.Error);
    }

    [Fact]
    public void A_database_made_with_other_detectors_is_refused_and_the_difference_named()
    {
        string database = _folder.Path("scan.db");
        string file = _folder.Write("block.json", Recordings.Small());
        CommandRun.Of("scan", "--file", file, "--db", database, "--detector", "sandwich", "liquidation");

        CommandRun other = CommandRun.Of(
            "scan", "--file", file, "--db", database, "--detector", "arbitrage", "liquidation");
        CommandRun same = CommandRun.Of(
            "scan", "--file", file, "--db", database, "--detector", "liquidation", "sandwich");

        Assert.Equal((2, ""), (other.ExitCode, other.Out));
        Assert.Contains($"--db: {database} was made by another kind of scan: without detector sandwich now; "
            + "with detector arbitrage now. Scan as before, or give a new database.", other.Error);
        Assert.Equal(0, same.ExitCode);
    }

    [Fact]
    public void A_database_made_with_other_options_or_protocols_is_refused_and_the_difference_named()
    {
        string database = _folder.Path("scan.db");
        string file = _folder.Write("block.json", Recordings.Small());
        string[] scan = ["scan", "--file", file, "--db", database, "--detector", "sandwich"];
        CommandRun.Of(scan);

        CommandRun options = CommandRun.Of([.. scan, "--config", Config("options.yaml", """
            detectors:
              sandwich:
                differenceBpsMax: 30
            """)]);
        CommandRun protocols = CommandRun.Of([.. scan, "--config", Config("protocols.yaml", $"""
            protocols:
              - name: vault
                chain: 1
                contracts: ["{Recordings.Target}"]
            """)]);

        Assert.Equal((2, 2), (options.ExitCode, protocols.ExitCode));
        Assert.Contains("detector sandwich is sandwich(DifferenceBpsMax=30) now", options.Error);
        Assert.Contains($"with protocol vault({Recordings.Target}) now", protocols.Error);
    }

    [Fact]
    public void A_file_of_lines_keeps_the_blocks_before_a_failure_and_a_document_tells_of_it()
    {
        string good = Path.Combine(Recordings.Pack("blocks"), "12775690.json.gz");
        string bad = _folder.Write("99999999.json", "{\"chainId\":1,"u8.ToArray());
        string lines = _folder.Path("out.jsonl"), document = _folder.Path("out.sarif");

        CommandRun run = CommandRun.Of("scan", "--file", good, bad, "--format", "jsonl", "--out", lines);
        CommandRun.Of("scan", "--file", good, bad, "--format", "sarif", "--out", document);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(CommandRun.Of("scan", "--file", good, "--format", "jsonl").Out, File.ReadAllText(lines));
        using JsonDocument sarif = JsonDocument.Parse(File.ReadAllBytes(document));
        Assert.Contains("\"executionSuccessful\": false", File.ReadAllText(document).Replace("\":f", "\": f"));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public void An_older_file_of_lines_survives_a_scan_that_fails_before_its_first_signal(string format)
    {
        string older = _folder.Write("out", "old\n"u8.ToArray());
        string bad = _folder.Write("bad.json", "{"u8.ToArray());

        CommandRun.Of("scan", "--file", bad, "--format", format, "--out", older);
        CommandRun.Of("scan", "--file", bad, "--format", format, "--out", _folder.Path("new"));

        Assert.Equal("old\n", File.ReadAllText(older));
        Assert.False(File.Exists(_folder.Path("new")));
    }

    [Fact]
    public void A_file_of_lines_is_emptied_by_a_scan_that_finds_nothing()
    {
        string output = _folder.Write("out", "old\n"u8.ToArray());

        CommandRun.Of(Recordings.Small(), "scan", "--file", "-", "--format", "jsonl", "--out", output,
            "--min-severity", "critical");

        Assert.Empty(File.ReadAllText(output));
    }

    [Fact]
    public void Traces_that_do_not_fit_the_receipts_are_said_to_be_untrustworthy()
    {
        string block = Encoding.UTF8.GetString(Recordings.Small());
        int logs = block.IndexOf("\"logs\":[", StringComparison.Ordinal);
        int end = block.IndexOf("]}],", logs, StringComparison.Ordinal);
        byte[] edited = Encoding.UTF8.GetBytes(block[..logs] + "\"logs\":[" + block[end..]);

        CommandRun run = CommandRun.Of(edited, "scan", "--file", "-", "--format", "jsonl");

        JsonElement signal = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(("blind", "medium"), (Text(signal, "detector"), Text(signal, "severity")));
        Assert.Equal([Recordings.Tx], signal.GetProperty("evidence").GetProperty("transactions").EnumerateArray()
            .Select(hash => hash.GetString()!));
        Assert.Contains("not seen: no agreement of traces and receipts, because ", run.Error);
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_alone()
    {
        string database = _folder.Write("notes.txt", Encoding.UTF8.GetBytes(new string('n', 200)));

        CommandRun run = CommandRun.Of(Recordings.Small(), "scan", "--file", "-", "--db", database);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("notes.txt", run.Error);
        Assert.StartsWith("nnnn", File.ReadAllText(database));
    }

    private static List<JsonElement> Signals(params string[] arguments) =>
        [.. CommandRun.Of([.. arguments, "--format", "jsonl"]).Out
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];

    private string Config(string name, string yaml) => _folder.Write(name, Encoding.UTF8.GetBytes(yaml));

    private static string Text(JsonElement signal, string member) => signal.GetProperty(member).GetString()!;
}
