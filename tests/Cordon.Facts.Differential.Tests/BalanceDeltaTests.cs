using System.Numerics;
using Cordon.Ethereum;
using Cordon.Facts.Differential.Tests.Chain;
using Cordon.Facts.Differential.Tests.Traffic;
using Cordon.Testing;

namespace Cordon.Facts.Differential.Tests;

/// <summary>
/// The facts of 1,000 random transactions on a real chain, against what the node says everybody has before and after.
/// </summary>
public sealed class BalanceDeltaTests(TrafficChain chain, ITestOutputHelper output)
{
    private const int DifferencesShownMax = 20;

    [Fact]
    public void Facts_from_traces_and_logs_equal_the_nodes_balances() => Compare(recording => recording);

    [Fact]
    public void Facts_from_flat_traces_and_receipts_equal_the_nodes_balances() => Compare(RecordingEdits.ToParity);

    [Fact]
    public void Facts_from_calls_alone_equal_the_nodes_balances() => Compare(RecordingEdits.WithoutLogs);

    [Fact]
    public void Facts_from_flat_traces_alone_equal_the_nodes_balances() =>
        Compare(recording => RecordingEdits.ToParity(RecordingEdits.WithoutLogs(recording)));

    [Fact]
    public void Facts_from_receipts_alone_miss_what_contracts_do_with_ether_and_nothing_else()
    {
        Begin();
        List<(Entry Entry, string Text)> differences =
            Differences(recording => RecordingEdits.Without(recording, "traces"), out _);

        Assert.Contains(differences, difference => difference.Entry.Asset is null);
        Assert.All(differences, difference => Assert.True(
            difference.Entry.Asset is null || difference.Entry.Asset == chain.Wrapper, difference.Text));
    }

    [Fact]
    public void The_traffic_does_what_its_kinds_say()
    {
        Begin();
        foreach ((string kind, (int sent, int failed)) in chain.Outcomes.OrderBy(outcome => outcome.Key))
            output.WriteLine($"{kind,-45} {sent,4} sent {failed,4} reverted");

        Assert.Equal(TrafficChain.TransactionCount, chain.Outcomes.Values.Sum(outcome => outcome.Sent));
        Assert.All(chain.Outcomes, outcome => Assert.True(
            outcome.Key.StartsWith(RandomTraffic.Refused, StringComparison.Ordinal)
                ? outcome.Value.Failed == outcome.Value.Sent
                : outcome.Value.Failed < outcome.Value.Sent,
            outcome.Key));
    }

    private void Compare(Func<byte[], byte[]> edit)
    {
        Begin();
        List<(Entry Entry, string Text)> differences = Differences(edit, out int changed);

        output.WriteLine($"{chain.Blocks.Count} blocks, {changed} balances changed, {differences.Count} differ");
        Assert.True(differences.Count == 0, $"CORDON_SEED={chain.Seed}: {differences.Count} differences:\n"
            + string.Join('\n', differences.Take(DifferencesShownMax).Select(difference => difference.Text)));
        Assert.InRange(changed, TrafficChain.TransactionCount, int.MaxValue);
    }

    private List<(Entry Entry, string Text)> Differences(Func<byte[], byte[]> edit, out int changed)
    {
        var sheet = new FactSheet();
        var differences = new List<(Entry, string)>();
        changed = 0;
        foreach (TrafficBlock block in chain.Blocks)
        {
            Dictionary<Entry, BigInteger> facts = sheet.Read(edit(block.Recording), block.Number);
            changed += block.Changes.Count(change => !change.Value.IsZero);
            foreach (Entry entry in facts.Keys.Union(block.Changes.Keys))
            {
                if (entry.Account == Address.Zero && entry.Asset is not null) continue; // stands for mints and burns
                BigInteger said = facts.GetValueOrDefault(entry);
                bool isKnown = block.Changes.TryGetValue(entry, out BigInteger truth);
                if (isKnown && said == truth) continue;
                string node = isKnown ? $"{truth}" : "never asked";
                differences.Add((entry, $"block {block.Number}: {entry}: facts {said}, node {node}"
                    + $" ({string.Join(", ", block.Kinds)})"));
            }
        }

        return differences;
    }

    private void Begin()
    {
        Assert.SkipWhen(chain.MissingTool is not null, chain.MissingTool ?? "");
        output.WriteLine($"CORDON_SEED={chain.Seed}");
    }
}
