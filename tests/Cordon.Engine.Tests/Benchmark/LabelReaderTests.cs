using Cordon.Engine.Benchmark.Labels;
using Cordon.Engine.Tests.Kit;

namespace Cordon.Engine.Tests.Benchmark;

public class LabelReaderTests
{
    private const string Tx = "0x20877270ec1a2cbeba08a3ba003a7566e540ae9a3b5ee8ddf7b3491ead02ba37";
    private const string Pool = "0x55a06945e79f2d6a14b5c4f18e8e73091e2e57d6";

    private static string Line(string json) => json.ReplaceLineEndings("");

    private static string Swap(string amount = "\"600\"", string block = "10") =>
        Line($$"""
            {"block":{{block}},"label":"swap","tx":"{{Tx}}","protocol":"p","pool":"{{Pool}}",
            "tokenIn":"{{Pool}}","amountIn":{{amount}},"tokenOut":"{{Pool}}","amountOut":"7",
            "traceAddress":[3],"reverted":true}
            """);

    private static string MessageOf(params string[] lines) =>
        Assert.Throws<LabelFormatException>(() => LabelReader.Read("labels.jsonl", lines)).Message;

    [Fact]
    public void Reads_a_swap_with_its_exact_amounts()
    {
        LabelSet labels = LabelReader.Read("labels.jsonl", [Swap(), ""]);

        SwapLabel swap = Assert.Single(labels.Swaps);
        Assert.Equal((10UL, "600", "7", true),
            (swap.Block, swap.AmountIn.ToString(), swap.AmountOut.ToString(), swap.IsReverted));
        Assert.Equal(10UL, labels.FirstClassifiedBlock);
    }

    [Fact]
    public void Reads_an_attack_without_victim_and_loss()
    {
        LabelSet labels = LabelReader.Read("labels.jsonl",
            [
                Line($$"""
                    {"file":"a","block":5,"tx":"{{Tx}}","label":"attack","attack":"A","class":"bridge",
                    "cause":"c","victim":null,"lossUsd":null,"logs":"missing","needs":"history","chainId":56}
                    """),
            ]);

        AttackLabel attack = Assert.Single(labels.Attacks);
        Assert.Equal((56UL, "bridge", false, true), (attack.Chain, attack.Class, attack.HasLogs, attack.NeedsHistory));
        Assert.Null(attack.Victim);
        Assert.Equal(ulong.MaxValue, labels.FirstClassifiedBlock); // no other classifier looked at these blocks
    }

    [Fact]
    public void Counts_labels_that_it_does_not_know()
    {
        LabelSet labels = LabelReader.Read("labels.jsonl",
            ["""{"label":"frontrun","x":1}""", """{"label":"frontrun"}""", """{"label":"mev"}"""]);

        Assert.Equal([("frontrun", 2), ("mev", 1)], labels.Unknown.Select(entry => (entry.Key, entry.Value)));
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{}", "field 'label' is missing: expected a value")]
    [InlineData("""{"label":7}""", "field 'label' is 7: expected text")]
    [InlineData(
        """{"label":"sandwich","block":1,"front":"0x12"}""",
        "field 'front' is \"0x12\": expected 0x and 64 hex digits")]
    public void A_malformed_line_is_an_error_with_file_line_and_field(string line, string problem) =>
        Assert.StartsWith($"labels.jsonl:2: {problem}", MessageOf(Swap(), line), StringComparison.Ordinal);

    [Theory]
    [InlineData("600")]
    [InlineData("\"-1\"")]
    [InlineData("\"0x10\"")]
    [InlineData("\"115792089237316195423570985008687907853269984665640564039457584007913129639936\"")]
    public void An_amount_that_is_no_word_is_refused(string amount) =>
        Assert.Contains("labels.jsonl:1: field 'amountIn' is", MessageOf(Swap(amount)), StringComparison.Ordinal);

    [Theory]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("\"10\"")]
    public void A_block_that_is_no_number_is_refused(string block) =>
        Assert.Contains("field 'block'", MessageOf(Swap(block: block)), StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_labels_is_named() => Assert.Contains(
        "labels.jsonl is missing",
        Assert.Throws<FileNotFoundException>(() => LabelReader.ReadFolder(Path.GetTempPath())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Every_label_of_the_packs_is_understood()
    {
        foreach (string pack in (string[])["blocks", "attacks"])
        {
            LabelSet labels = LabelReader.ReadFolder(Packs.Folder(pack));
            Assert.Empty(labels.Unknown);
            Assert.All(labels.Attacks, attack => Assert.True(Engine.Benchmark.AttackClasses.IsKnown(attack.Class)));
        }
    }
}
