using System.Text.Json.Nodes;
using Cordon.Detection.Registry;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Facts;
using Cordon.Engine.Reading;
using Cordon.Testing;

namespace Cordon.Detection.Tests.Pack;

/// <summary>What another classifier found in real blocks must be found here, and nothing honest be accused.</summary>
public class PackRecallTests
{
    private const string Pack = "blocks";

    [Fact]
    public void Finds_every_labelled_sandwich_and_no_other()
    {
        (IReadOnlyList<Signal> signals, JsonObject[] labels) = Load("sandwich");

        Assert.Empty(labels.Where(label => !signals.Any(signal => IsSame(signal, label)))
            .Select(label => label.ToString()));
        Assert.Empty(signals.Where(signal => !labels.Any(label => IsSame(signal, label)))
            .Select(signal => signal.Summary));

        static bool IsSame(Signal signal, JsonObject label) =>
            Text(signal, "front") == (string?)label["front"] && Text(signal, "back") == (string?)label["back"]
            && label["victims"]!.AsArray().All(victim =>
                signal.Evidence["victims"]!.AsArray().Any(found => (string?)found == (string?)victim));
    }

    [Fact]
    public void Finds_the_labelled_arbitrages_with_account_token_profit_and_length()
    {
        (IReadOnlyList<Signal> signals, JsonObject[] labels) = Load("arbitrage");
        JsonObject[] missed = [.. labels.Where(label => !signals.Any(signal => IsSame(signal, label)))];

        Assert.True(missed.Length * 20 <= labels.Length, string.Join('\n', missed.Select(label => label.ToString())));

        static bool IsSame(Signal signal, JsonObject label) =>
            signal.Tx.ToString() == (string?)label["tx"] && Text(signal, "account") == (string?)label["account"]
            && Text(signal, "profitToken") == (string?)label["profitToken"]
            && Text(signal, "profit") == (string?)label["profit"]
            && (int?)signal.Evidence["swaps"] == (int?)label["swaps"];
    }

    [Fact]
    public void Finds_every_labelled_liquidation_and_no_other()
    {
        string[] keys = ["borrower", "liquidator", "debtToken", "debtAmount", "collateralToken", "collateralAmount"];
        (IReadOnlyList<Signal> signals, JsonObject[] labels) = Load("liquidation");

        Assert.Empty(labels.Where(label => !signals.Any(signal => IsSame(signal, label)))
            .Select(label => label.ToString()));
        Assert.Empty(signals.Where(signal => !labels.Any(label => IsSame(signal, label)))
            .Select(signal => signal.Summary));

        bool IsSame(Signal signal, JsonObject label) =>
            signal.Tx.ToString() == (string?)label["tx"]
            && keys.All(key => Text(signal, key) == (string?)label[key])
            && JsonNode.DeepEquals(signal.Evidence["traceAddress"], label["traceAddress"]);
    }

    [Theory]
    [InlineData("socketgateway-591d05", "approval-drain")]
    [InlineData("lifi-82f477", "approval-drain")]
    [InlineData("maestrorouter2-c087fb", "approval-drain")]
    [InlineData("rubic-9a97d8", "approval-drain")]
    [InlineData("bmizapper-972019", "approval-drain")]
    [InlineData("spectra-finance-491cf8", "approval-drain")]
    [InlineData("bancornetwork-dba037", "approval-drain")]
    [InlineData("swapx-3ee23c", "approval-drain")]
    [InlineData("nomad", "bridge-imbalance")]
    [InlineData("polynetwork", "bridge-imbalance")]
    [InlineData("fortress-loans-13d198", "governance-attack")]
    [InlineData("cheesebank", "oracle-deviation")]
    [InlineData("inversefinance-958236", "oracle-deviation")]
    [InlineData("ragnarok-online-invasion-0e14cb", "privilege-change")]
    public void Finds_the_attack_by_the_detector_of_its_kind(string attack, string detector) =>
        Assert.Contains(Scan([detector], "attacks", attack), signal => signal.Severity >= Severity.High);

    [Fact]
    public void Nothing_but_sandwiches_is_medium_or_worse_among_honest_blocks()
    {
        string[] own =
        [
            "address-poisoning", "approval-drain", "exploit-contract", "governance-attack", "privilege-change",
            "abnormal-outflow", "bridge-imbalance", "liquidation-spike", "oracle-deviation",
        ];
        Signal[] loud = [.. Scan(own).Where(signal => signal.Severity >= Severity.Medium)];

        Assert.Empty(loud.Select(signal => $"{signal.Tx}: {signal.Summary}"));
    }

    private static string? Text(Signal signal, string key) => (string?)signal.Evidence[key];

    private static (IReadOnlyList<Signal> Signals, JsonObject[] Labels) Load(string detector)
    {
        IReadOnlyList<Signal> signals = Scan([detector]);
        JsonObject[] labels = [.. File.ReadLines(Path.Combine(Recordings.Root, Pack, "labels.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(label => (string?)label["label"] == detector && (bool?)label["reverted"] != true)];
        return (signals, labels);
    }

    private static List<Signal> Scan(string[] detectors, string pack = Pack, string name = "")
    {
        string[] files = [.. Recordings.Files(pack)
            .Where(file => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal))];
        Assert.SkipWhen(files.Length == 0, Recordings.MissingMessage(pack));
        DetectorSet set = DetectorRegistry.Create(WatchList.Empty, detectors);
        object[] states = [.. set.Histories.Select(history => history.Initial)];
        BlockReader reader = new();
        FactExtractor extractor = new();
        BlockFacts facts = new();
        List<Signal> found = [];
        foreach (string file in files)
        {
            SignalBuffer signals = new();
            reader.Read(Recordings.Read(file), Path.GetFileName(file), facts.Data);
            extractor.Extract(facts);
            foreach (IDetector detector in set.Stateless) detector.Inspect(facts, signals);
            for (int i = 0; i < states.Length; i++)
                states[i] = set.Histories[i].Advance(states[i], facts, signals);
            found.AddRange(signals.Signals);
        }

        return found;
    }
}
