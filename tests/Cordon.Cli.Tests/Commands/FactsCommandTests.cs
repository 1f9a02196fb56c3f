using System.Text.Json;

namespace Cordon.Cli.Tests.Commands;

public class FactsCommandTests
{
    private static List<JsonElement> Facts(byte[] block, params string[] arguments) =>
        [.. CommandRun.Of(block, ["facts", "--file", "-", .. arguments]).Out
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Text(JsonElement fact, string name) => fact.GetProperty(name).GetString();

    [Fact]
    public void One_fact_is_one_line_with_its_place_in_the_call_tree()
    {
        List<JsonElement> facts = Facts(Recordings.Small());

        JsonElement token = facts.Single(f => Text(f, "kind") == "transfer" && Text(f, "type") == "erc20");
        Assert.Equal("500", Text(token, "amount"));
        Assert.Equal((Recordings.Target, Recordings.Receiver), (Text(token, "from"), Text(token, "to")));
        Assert.Equal("[0]", token.GetProperty("traceAddress").GetRawText());
        JsonElement payment = facts.Single(f => Text(f, "kind") == "transfer" && Text(f, "type") == "ether");
        Assert.Equal("1000000000000000000", Text(payment, "amount"));
        Assert.Equal("[]", payment.GetProperty("traceAddress").GetRawText());
        Assert.All(facts, fact => Assert.Equal(Recordings.Tx, Text(fact, "tx")));
    }

    [Fact]
    public void A_transaction_that_is_not_there_is_bad_input_and_names_the_source()
    {
        CommandRun run = CommandRun.Of(Recordings.Small(), "facts", "--file", "-", "--tx", Samples.Hash(1).ToString());

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"-: there is no transaction {Samples.Hash(1)}", run.Error);
    }

    [Theory]
    [InlineData("--tx", "0x12", "--tx: expected 0x and 64 hex digits, found '0x12'")]
    [InlineData("--format", "xml", "--format: expected jsonl, tree, found 'xml'")]
    public void Wrong_values_are_refused_by_name(string option, string value, string message)
    {
        CommandRun run = CommandRun.Of("facts", "--file", "-", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void The_tree_shows_calls_flows_and_fates()
    {
        string text = CommandRun.Of(Recordings.Small(), "facts", "--file", "-", "--format", "tree").Out;

        Assert.StartsWith($"{Recordings.Tx}  block 19000000\n", text);
        Assert.Contains("transfer", text);
        Assert.Contains("0xdeadbeef", text);
        Assert.Contains(Recordings.Receiver, text);
    }

    [Fact]
    public void Facts_of_every_kind_keep_the_public_contract()
    {
        JsonSchema schema = JsonSchema.Load("fact.schema.json");
        string[] files =
        [
            .. Directory.GetFiles(Recordings.Pack("attacks"), "*.json.gz").Order().Where((_, i) => i % 2 == 0),
            Path.Combine(Recordings.Pack("blocks"), "12775690.json.gz"),
            Path.Combine(Recordings.Pack("blocks"), "19923400.json.gz"),
        ];
        HashSet<string> kinds = [];
        foreach (string file in files)
        {
            // Of each kind of a file a few lines: they are alike.
            foreach (IGrouping<string, string> lines in CommandRun.Of("facts", "--file", file).Out
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).GroupBy(KindOf))
            {
                kinds.Add(lines.Key);
                Assert.All(lines.Take(40), line => Assert.Empty(schema.Faults(line)));
            }
        }

        Assert.Subset(new HashSet<string>(kinds), new HashSet<string>(
        [
            "transfer", "balance", "swap", "liquidity_added", "liquidity_removed", "loan", "flash_loan", "approval",
            "contract_created", "privilege", "oracle_read",
        ]));

        static string KindOf(string line) => Text(JsonDocument.Parse(line).RootElement, "kind")!;
    }

    [Fact]
    public void Swaps_of_the_real_blocks_carry_the_keys_and_values_of_the_labels()
    {
        string pack = Recordings.Pack("blocks");
        string file = Path.Combine(pack, "12775690.json.gz");
        string[] keys = ["tx", "protocol", "pool", "tokenIn", "amountIn", "tokenOut", "amountOut", "traceAddress"];
        HashSet<string> seen = [.. CommandRun.Of("facts", "--file", file).Out
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(fact => Text(fact, "kind") == "swap")
            .Select(fact => string.Join('|', keys.Select(key => fact.GetProperty(key).GetRawText())))];

        string[] labels = [.. File.ReadLines(Path.Combine(pack, "labels.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(label => label.GetProperty("block").GetInt64() == 12_775_690 && Text(label, "label") == "swap")
            .Where(label => !label.GetProperty("reverted").GetBoolean())
            .Select(label => string.Join('|', keys.Select(key => label.GetProperty(key).GetRawText())))];

        Assert.NotEmpty(labels);
        Assert.All(labels, label => Assert.Contains(label, seen));
    }
}
