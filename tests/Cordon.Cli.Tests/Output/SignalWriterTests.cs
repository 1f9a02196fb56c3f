using System.Text;
using System.Text.Json;
using Cordon.Cli.Output;
using Cordon.Domain.Signals;

namespace Cordon.Cli.Tests.Output;

public class SignalWriterTests
{
    private static string Written(string format, params Signal[] signals) => Written(format, null, signals);

    private static string Written(string format, string? failure, params Signal[] signals)
    {
        using MemoryStream output = new();
        using (ISignalWriter writer = SignalWriters.Create(format, output, width: 80, usesColor: false))
        {
            foreach (Signal signal in signals) writer.Write(signal);
            writer.Complete(failure);
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }

    [Fact]
    public void Json_lines_are_one_valid_object_a_line()
    {
        string[] lines = Written("jsonl", Samples.Sandwich, Samples.Blind, Samples.Hostile).TrimEnd('\n').Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Empty(JsonSchema.OfSignal.Faults(line)));
        Assert.Equal(Samples.HostileText, JsonDocument.Parse(lines[2]).RootElement.GetProperty("summary").GetString());
    }

    [Fact]
    public void Nothing_found_is_an_empty_output_of_json_lines() => Assert.Empty(Written("jsonl"));

    [Fact]
    public void Table_puts_gravity_place_and_sentence_where_the_eye_finds_them()
    {
        string text = Written("table", Samples.Sandwich);

        Assert.Equal(
            $"medium    sandwich  block 12775690 tx {Samples.Hash(0xab)}  (98% sure)\n"
            + "          Two trades enclosed one and took 1.5 ETH, surely.\n", text);
    }

    [Fact]
    public void Table_wraps_sentences_to_the_terminal_and_marks_what_was_withdrawn()
    {
        Signal signal = Samples.Sandwich with
        {
            Summary = string.Join(' ', Enumerable.Repeat("word", 40)),
            Retracted = true,
        };

        string[] lines = Written("table", signal).TrimEnd('\n').Split('\n');

        Assert.Contains("sandwich RETRACTED", lines[0]);
        Assert.All(lines[1..], line => Assert.InRange(line.Length, 11, 80));
        Assert.Equal(40, lines[1..].Sum(line => line.Split("word").Length - 1));
    }

    [Fact]
    public void Table_lets_no_text_from_the_chain_steer_the_terminal()
    {
        string text = Written("table", Samples.Hostile);

        Assert.DoesNotContain('\e', text);
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain('\u202E', text);
    }

    [Fact]
    public void Csv_is_one_record_a_signal_whatever_the_text_holds()
    {
        List<string[]> records = Csv.Parse(Written("csv", Samples.Sandwich, Samples.Blind, Samples.Hostile));

        Assert.Equal(4, records.Count);
        Assert.All(records, record => Assert.Equal(13, record.Length));
        Assert.Equal("summary", records[0][10]);
        Assert.Equal($"{Samples.Account(0x11)} {Samples.Account(0x22)}", records[1][9]);
        Assert.Equal("", records[2][4]);
        Assert.Equal("'" + Samples.HostileText, records[3][10]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    public void Csv_cells_never_begin_like_a_formula(string summary)
    {
        List<string[]> records = Csv.Parse(Written("csv", Samples.Sandwich with { Summary = summary }));

        Assert.Equal("'" + summary, records[1][10]);
    }

    [Fact]
    public void Sarif_names_rules_levels_and_places()
    {
        using JsonDocument sarif =
            JsonDocument.Parse(Written("sarif", Samples.Sandwich, Samples.Blind, Samples.Hostile));
        JsonElement run = sarif.RootElement.GetProperty("runs")[0];
        JsonElement results = run.GetProperty("results");

        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        Assert.Equal(3, results.GetArrayLength());
        Assert.Equal("warning", results[0].GetProperty("level").GetString());
        Assert.Equal("error", results[2].GetProperty("level").GetString());
        Assert.Equal($"chain/1/block/12775690/tx/{Samples.Hash(0xab)}", results[0].GetProperty("locations")[0]
            .GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString());
        Assert.Equal(["blind", "sandwich"], run.GetProperty("tool").GetProperty("driver").GetProperty("rules")
            .EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!));
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
    }

    [Fact]
    public void Sarif_of_a_scan_that_failed_is_whole_and_says_so()
    {
        using JsonDocument sarif =
            JsonDocument.Parse(Written("sarif", "a.json: byte 7: block: cut off", Samples.Sandwich));
        JsonElement invocation = sarif.RootElement.GetProperty("runs")[0].GetProperty("invocations")[0];

        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("a.json: byte 7: block: cut off", invocation.GetProperty("toolExecutionNotifications")[0]
            .GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void Sarif_keeps_a_withdrawn_signal_as_a_result_that_is_none()
    {
        using JsonDocument sarif = JsonDocument.Parse(Written("sarif", Samples.Sandwich with { Retracted = true }));
        JsonElement result = sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0];

        Assert.Equal("notApplicable", result.GetProperty("kind").GetString());
        Assert.Equal("none", result.GetProperty("level").GetString());
    }

    [Fact]
    public void Every_format_of_the_help_has_a_writer()
    {
        foreach (string format in SignalWriters.Formats) Assert.NotNull(Written(format, Samples.Sandwich));
    }
}
