using System.Text;
using System.Text.Json;
using Cordon.Detection.Registry;
using Cordon.Domain.Signals;
using Cordon.Engine.Benchmark;
using Cordon.Engine.Benchmark.Scores;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Tests.Kit;

namespace Cordon.Engine.Tests.Benchmark;

public class DetectionBenchmarkTests
{
    private const string Ether = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

    private static string Line(string json) => json.ReplaceLineEndings("");

    private static string H(string name) => Names.Hash(name).ToString();

    private static string A(string name) => Names.Address(name).ToString();

    // The kit writes a mark as a swap: severity in, confidence out, both in ether.
    private static string SwapLabel(string tx, int amountIn, int amountOut, bool isReverted = false) =>
        Line($$"""
            {"block":2,"label":"swap","tx":"{{H(tx)}}","pool":"{{A("pool")}}","tokenIn":"{{Ether}}",
            "amountIn":"{{amountIn}}","tokenOut":"{{Ether}}","amountOut":"{{amountOut}}",
            "reverted":{{(isReverted ? "true" : "false")}}}
            """);

    private static ScriptTx Swaps(string tx, params int[] amountsIn) =>
        new(tx, "s", [.. amountsIn.Select(amount => new Mark("none", (Severity)amount, "pool", "", 0.9))]);

    private static async Task<PackReport> RunAsync(
        string[] labels, ScriptTx[] transactions, params IDetector[] detectors)
    {
        string folder = Directory.CreateTempSubdirectory("cordon-pack-").FullName;
        try
        {
            await File.WriteAllLinesAsync(Path.Combine(folder, "labels.jsonl"), labels);
            ScriptBlock[] blocks =
                [new(1, "b1", "b0", Swaps("before the classifier", 1)), new(2, "b2", "b1", transactions)];
            DetectionBenchmark benchmark = new(
                () => new ScriptReader(blocks), () => new DetectorSet([.. detectors], []), new ScanOptions());
            return await benchmark.RunAsync(new BenchmarkPack(folder, new ScriptSource(blocks)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Attack(string tx, string kind, string victim = "vault", string more = "") =>
        Line($$"""
            {"block":2,"tx":"{{H(tx)}}","label":"attack","attack":"{{tx}}","class":"{{kind}}",
            "victim":"{{A(victim)}}","lossUsd":5,"logs":"exact"{{more}}}
            """);

    [Fact]
    public async Task Swaps_match_one_for_one_with_exact_amounts()
    {
        PackReport report = await RunAsync(
            [SwapLabel("t", 2, 900), SwapLabel("t", 2, 900), SwapLabel("t", 3, 900), SwapLabel("t", 4, 900)],
            [Swaps("t", 2, 3, 3)]);

        LabelScore score = Assert.Single(report.Labels);
        Assert.Equal((4, 2, 3), (score.Expected, score.Found, score.Reported));
        Assert.Equal([0.5, 2.0 / 3], [score.Recall, score.Precision]);
        Assert.Equal($"pool {A("pool")}: 3 of {Ether} for 900 of {Ether}", Assert.Single(score.Extras).Text);
        Assert.All(score.Misses, miss => Assert.Contains("; found pool", miss.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_swap_of_a_reverted_frame_that_is_reported_is_a_violation()
    {
        PackReport report = await RunAsync(
            [SwapLabel("t", 2, 900, isReverted: true), SwapLabel("t", 3, 900, isReverted: true),
                SwapLabel("t", 3, 900)],
            [Swaps("t", 2, 3)]);

        // The succeeded twin explains the swap of 3; nothing explains that of 2.
        LabelScore score = Assert.Single(report.Labels);
        Assert.Contains("2 of", Assert.Single(score.RevertedReported).Text, StringComparison.Ordinal);
        Assert.Equal((1, 1), (score.Expected, score.Found));
    }

    [Fact]
    public async Task A_sandwich_needs_front_back_and_at_least_the_victims_of_the_label()
    {
        string label(string front, string victim) =>
            Line($$"""
                {"block":2,"label":"sandwich","front":"{{H(front)}}","back":"{{H("back")}}",
                "victims":["{{H(victim)}}"],"attacker":"{{A("bot")}}","pool":"{{A("pool")}}"}
                """);
        string evidence(string front, string back) =>
            $$"""{"front":"{{H(front)}}","back":"{{H(back)}}","victims":["{{H("v1")}}","{{H("v2")}}"]}""";
        PackReport report = await RunAsync(
            [label("f1", "v1"), label("f1", "v2"), label("f2", "v1"), label("f3", "v3")],
            [Swaps("f1"), Swaps("f2"), Swaps("f3")],
            new StatingDetector("sandwich",
                ("f1", Severity.Medium, "pool", evidence("f1", "back")),
                ("f2", Severity.Medium, "pool", evidence("f2", "b")),
                ("f3", Severity.Medium, "pool", evidence("f3", "back"))));

        LabelScore score = Assert.Single(report.Labels);
        Assert.Equal((4, 2, 3), (score.Expected, score.Found, score.Reported));
        Assert.Equal([Names.Hash("f2"), Names.Hash("f3")], score.Misses.Select(miss => miss.Tx!.Value));
        Assert.Equal(2, score.Extras.Count);
    }

    [Fact]
    public async Task Arbitrages_and_liquidations_found_with_other_figures_are_found_but_not_exact()
    {
        string arbitrage(string tx, string profit, string reverted = "false") =>
            Line($$"""
                {"block":2,"label":"arbitrage","tx":"{{H(tx)}}","account":"{{A("bot")}}",
                "profitToken":"{{Ether}}","profit":"{{profit}}","swaps":3,"reverted":{{reverted}}}
                """);
        string found = $$"""{"account":"{{A("bot")}}","profitToken":"{{Ether}}","profit":"-7","swaps":3}""";
        PackReport report = await RunAsync(
            [arbitrage("t1", "-7"), arbitrage("t2", "8"), arbitrage("t3", "9"), arbitrage("t4", "-7", "true")],
            [Swaps("t1"), Swaps("t2"), Swaps("t3"), Swaps("t4")],
            new StatingDetector("arbitrage",
                ("t1", Severity.Info, "bot", found), ("t2", Severity.Info, "bot", found),
                ("t4", Severity.Info, "bot", found)));

        LabelScore score = Assert.Single(report.Labels);
        Assert.Equal((3, 2, 1), (score.Expected, score.Found, score.Exact));
        Assert.Contains("profit -7, label 8", Assert.Single(score.Differences).Text, StringComparison.Ordinal);
        Assert.Equal(Names.Hash("t4"), Assert.Single(score.RevertedReported).Tx);
        Assert.Equal(Names.Hash("t3"), Assert.Single(score.Misses).Tx);
    }

    [Fact]
    public async Task Labels_of_transactions_that_the_pack_does_not_hold_are_counted_apart()
    {
        PackReport report = await RunAsync([SwapLabel("elsewhere", 2, 900), Attack("gone", "bridge")], [Swaps("t")]);

        Assert.Equal((0, 1), (report.Labels[0].Expected, report.Labels[0].OutsidePack));
        Assert.False(Assert.Single(report.Attacks.Outcomes).IsScanned);
        Assert.Contains("NOT IN THE PACK", new BenchmarkText().Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attack_is_found_at_high_named_by_a_fitting_detector_and_with_its_victim()
    {
        PackReport report = await RunAsync(
            [
                Attack("full", "reentrancy"), Attack("class", "reentrancy", "other"), Attack("wrong", "reentrancy"),
                Attack("low", "reentrancy"), Attack("silent", "bridge", more: ",\"needs\":\"history\""),
            ],
            [Swaps("full"), Swaps("class"), Swaps("wrong"), Swaps("low"), Swaps("silent")],
            new StatingDetector("reentrancy",
                ("full", Severity.High, "vault", "{}"), ("class", Severity.Critical, "vault", "{}"),
                ("low", Severity.Medium, "vault", "{}")),
            new StatingDetector("flash-loan", ("wrong", Severity.High, "vault", "{}")));

        AttackTally exact = report.Attacks.ByRecording[0];
        Assert.Equal(new AttackTally("logs exact", 4, 3, 2, 3, 2), exact);
        Assert.Equal(new AttackTally("needs history", 1, 0, 0, 0, 0), report.Attacks.ByRecording[2]);
        Assert.Equal(new AttackTally("reentrancy", 4, 3, 2, 3, 2), Assert.Single(report.Attacks.ByClass));
        Assert.Empty(report.Alarms.Signals); // what is said about an attack is no false alarm
    }

    [Fact]
    public async Task Alarms_on_other_transactions_are_counted_once_each_and_sandwiches_apart()
    {
        PackReport report = await RunAsync(
            [Attack("attack", "bridge")], [Swaps("attack"), Swaps("t1"), Swaps("t2"), Swaps("t3")],
            new StatingDetector("reentrancy",
                ("attack", Severity.High, "v", "{}"), ("t1", Severity.High, "v", "{}"),
                ("t1", Severity.Medium, "w", "{}"),
                ("t3", Severity.Low, "v", "{}")),
            new StatingDetector("sandwich", ("t2", Severity.Medium, "v", "{}")));

        AlarmScore alarms = report.Alarms;
        Assert.Equal(4, alarms.Transactions); // five scanned, one of them the attack
        Assert.Equal((1, 1, 0), (alarms.Accused(Severity.High, true), alarms.Accused(Severity.Medium, true),
            alarms.Accused(Severity.Medium, false)));
        Assert.Equal(2500, alarms.AccusedPerTenThousand(Severity.High, withSandwiches: false));
        Assert.Equal([Severity.High, Severity.Medium, Severity.Medium],
            alarms.Signals.Select(signal => signal.Severity));
    }

    [Fact]
    public async Task Unknown_labels_and_classes_are_reported_in_words()
    {
        PackReport report = await RunAsync(
            ["""{"label":"frontrun"}""", Attack("t", "time-travel")], [Swaps("t")],
            new StatingDetector("reentrancy", ("t", Severity.High, "vault", "{}")));

        string text = new BenchmarkText().Of(report);
        Assert.Contains("label 'frontrun' is not known here: 1 rows not scored", text, StringComparison.Ordinal);
        Assert.Contains("attack class 'time-travel' is not known here", text, StringComparison.Ordinal);
        Assert.Equal((1, 0), (report.Attacks.ByClass[0].Found, report.Attacks.ByClass[0].Named));
    }

    [Fact]
    public async Task The_json_report_has_every_figure_and_every_finding()
    {
        PackReport report = await RunAsync(
            [SwapLabel("t", 2, 900), SwapLabel("t", 7, 1), Attack("attack", "reentrancy")],
            [Swaps("t", 2, 3), Swaps("attack"), Swaps("x")],
            new StatingDetector("reentrancy", ("attack", Severity.High, "vault", "{}"),
                ("x", Severity.Medium, "v", "{}")));
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream)) BenchmarkJson.Write(writer, [report]);

        using JsonDocument json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        JsonElement pack = json.RootElement.GetProperty("packs")[0];
        JsonElement swap = pack.GetProperty("labels").GetProperty("swap");
        Assert.Equal((2, 1), (swap.GetProperty("expected").GetInt32(), swap.GetProperty("misses").GetArrayLength()));
        JsonElement outcome = pack.GetProperty("attacks").GetProperty("outcomes")[0];
        Assert.True(outcome.GetProperty("found").GetBoolean() && outcome.GetProperty("named").GetBoolean());
        Assert.Equal(1, pack.GetProperty("alarms").GetProperty("signals").GetArrayLength());
        Assert.Equal(3333.3333, pack.GetProperty("alarms").GetProperty("perTenThousand").GetProperty("medium")
            .GetProperty("all").GetDouble());
    }

    [Fact]
    public async Task Long_lists_are_cut_in_text_with_the_number_left_out()
    {
        PackReport report =
            await RunAsync([SwapLabel("t", 0, 1), SwapLabel("t", 0, 2), SwapLabel("t", 0, 3)], [Swaps("t")]);

        Assert.Contains("... and 2 more (all of them with --json)", new BenchmarkText(listedMax: 1).Of(report),
            StringComparison.Ordinal);
    }
}
