using Cordon.Domain.Blocks;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Reorgs;
using Cordon.Engine.Tests.Kit;
using Cordon.Storage.Sqlite;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Storage.Tests;

public class ResumedScanTests
{
    private const string Source = "script";

    // Scans up to a block, as if the process had ended there, and keeps it.
    private static async Task ScanAsync(
        string database, IReadOnlyList<ScriptBlock> blocks, int until, int blocksPerCommit, Continuity continuity)
    {
        using SqliteScanStore store = SqliteScanStore.Open(database);
        StoreSink sink = new(store, Source, Scan.Detectors, blocksPerCommit);
        ScanStart start = StoreSink.StartFrom(store, Source, isRestarted: true);
        ScriptSource source = new(blocks) { FailAt = (until, new IOException("the power is gone")) };
        try
        {
            await Scan.RunAsync(
                source, blocks, sink, new ScanOptions { Threads = 2, Continuity = continuity }, start,
                CancellationToken.None);
        }
        catch (IOException)
        {
            return; // what is pending is lost, as it would be
        }

        sink.Flush();
    }

    [Fact]
    public void A_scan_of_a_reorganising_chain_stopped_anywhere_ends_like_one_that_never_saw_the_dropped_blocks() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(Walks(), walk =>
        {
            using TemporaryFolder folder = new();
            string database = folder.File("scan.db");
            foreach (int stop in walk.Stops.Order())
                ScanAsync(database, walk.Blocks, stop, 1, Continuity.Chain).GetAwaiter().GetResult();
            ScanAsync(database, walk.Blocks, int.MaxValue, 1, Continuity.Chain).GetAwaiter().GetResult();
            Collector straight = Scan.RunAsync(walk.Survivors).GetAwaiter().GetResult();

            using SqliteScanStore store = SqliteScanStore.OpenReadOnly(database);
            return store.ReadSignals().Where(signal => !signal.Retracted).Select(Collector.Text).Order()
                    .SequenceEqual(straight.NetSignals.Values.Order())
                && store.ReadIncidents().Where(incident => incident.State != IncidentState.Retracted)
                    .Select(Collector.Text).Order().SequenceEqual(straight.NetIncidents.Values.Order());
        }));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public async Task A_recording_stopped_three_times_leaves_the_same_database_as_an_unbroken_scan(int blocksPerCommit)
    {
        using TemporaryFolder folder = new();
        ScriptBlock[] blocks = [.. Enumerable.Range(1, 40).Select(i => new ScriptBlock(
            (ulong)(3 * i), $"b{i}", $"a{i}",
                new ScriptTx($"t{i}", $"s{i % 5}", new Mark("alpha", (Severity)(i % 5), $"v{i % 3}")))
        { Chain = (ulong)(1 + (i % 2)) })];
        await ScanAsync(folder.File("whole.db"), blocks, int.MaxValue, blocksPerCommit, Continuity.Recording);

        foreach (int stop in (int[])[7, 8, 31, int.MaxValue])
            await ScanAsync(folder.File("broken.db"), blocks, stop, blocksPerCommit, Continuity.Recording);

        Assert.Equal(TemporaryFolder.Dump(folder.File("whole.db")), TemporaryFolder.Dump(folder.File("broken.db")));
    }

    [Fact]
    public async Task A_recording_that_has_changed_since_is_refused()
    {
        using TemporaryFolder folder = new();
        string database = folder.File("scan.db");
        ScriptBlock[] blocks = [new(1, "b1", "b0"), new(2, "b2", "b1"), new(3, "b3", "b2")];
        await ScanAsync(database, blocks, 2, 1, Continuity.Chain);
        ScriptBlock[] changed = [blocks[0], new(2, "other", "b1"), new(3, "b3", "other")];

        BlockFormatException failure = await Assert.ThrowsAsync<BlockFormatException>(() =>
            ScanAsync(database, changed, int.MaxValue, 1, Continuity.Chain));
        BlockFormatException shorter = await Assert.ThrowsAsync<BlockFormatException>(() =>
            ScanAsync(database, blocks[..1], int.MaxValue, 1, Continuity.Chain));

        Assert.Contains("the database was left after block 2 of chain 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("which has only 1 now", shorter.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reorganisation_beyond_what_was_kept_is_refused_and_not_guessed()
    {
        using TemporaryFolder folder = new();
        string database = folder.File("scan.db");
        ScriptBlock[] blocks = [new(1, "b1", "b0"), new(2, "b2", "b1"), new(1, "b1'", "b0")];
        await ScanAsync(database, blocks, 2, 1, Continuity.Chain);

        await Assert.ThrowsAsync<ReorgTooDeepException>(() =>
            ScanAsync(database, blocks, int.MaxValue, 1, Continuity.Chain));
    }

    private sealed record Walk(ScriptBlock[] Blocks, ScriptBlock[] Survivors, int[] Stops);

    private static Arbitrary<Walk> Walks()
    {
        var step = from depth in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 4)))
                   from severity in Gen.Choose(0, 4)
                   from victim in Gen.Choose(0, 2)
                   select (depth, severity, victim);
        var walk = from steps in Gen.ArrayOf(step, 25)
                   from stops in Gen.ArrayOf(Gen.Choose(1, 25), 3)
                   select Build(steps, stops);
        return walk.ToArbitrary();
    }

    // The first block is never dropped: what was before it no later run can know.
    private static Walk Build((int Back, int Severity, int Victim)[] steps, int[] stops)
    {
        List<ScriptBlock> blocks = [], chain = [];
        for (int i = 0; i < steps.Length; i++)
        {
            int back = Math.Clamp(steps[i].Back, 0, Math.Max(0, chain.Count - 1));
            chain.RemoveRange(chain.Count - back, back);
            ScriptBlock block = new(
                (ulong)(chain.Count + 1), $"b{i}", chain.Count == 0 ? "genesis" : chain[^1].Name,
                new ScriptTx($"t{i}", $"s{i % 4}",
                    new Mark("alpha", (Severity)steps[i].Severity, $"v{steps[i].Victim}")));
            chain.Add(block);
            blocks.Add(block);
        }

        return new Walk([.. blocks], [.. chain], stops);
    }
}
