using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Cordon.Storage.Sqlite;

namespace Cordon.Storage.Tests;

public class ScanStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("scan.db");

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_empty_database_knows_nothing()
    {
        using SqliteScanStore store = SqliteScanStore.Open(Database);

        Assert.Null(store.ReadCursor("source"));
        Assert.Empty(store.ReadTimelines());
        Assert.Empty(store.ReadSignals());
        Assert.Empty(store.ReadIncidents());
    }

    [Fact]
    public void What_was_kept_is_there_after_opening_again()
    {
        Signal signal = Sample.Signal(1, "alpha");
        Incident incident = Sample.Incident(1, "theft");
        using (SqliteScanStore store = SqliteScanStore.Open(Database))
        {
            BlockCommit commit = Sample.Commit(1, signal).WithState("tally", "one");
            store.Commit([commit with
            {
                Incidents = [incident],
                Block = commit.Block with { Incidents = [incident] },
            }]);
        }

        using SqliteScanStore again = SqliteScanStore.Open(Database);

        Assert.Equal(new ScanCursor("source", 1, 1, 1, Sample.Hash("b1")), again.ReadCursor("source"));
        Assert.Equal(Text(signal), Text(Assert.Single(again.ReadSignals())));
        Assert.Equal(Text(incident), Text(Assert.Single(again.ReadIncidents())));
        StoredBlock block = Assert.Single(Assert.Single(again.ReadTimelines()).Blocks);
        Assert.Equal((1UL, Sample.Hash("b1"), Sample.Hash("b0")), (block.Number, block.Hash, block.ParentHash));
        Assert.Equal("one", block.Texts()["tally"]);
        Assert.Equal(signal.Id, Assert.Single(block.Signals).Id);
        Assert.Equal(incident.Id, Assert.Single(block.Incidents).Id);
    }

    [Fact]
    public void Keeping_the_same_block_again_changes_nothing()
    {
        using (SqliteScanStore store = SqliteScanStore.Open(Database))
        {
            BlockCommit commit = Sample.Commit(1, Sample.Signal(1, "alpha")).WithState("tally", "one");
            store.Commit([commit]);
            string once = TemporaryFolder.Dump(Database);

            store.Commit([commit]);

            Assert.Equal(once, TemporaryFolder.Dump(Database));
        }
    }

    [Fact]
    public void A_replaced_block_goes_its_signals_stay_as_retracted()
    {
        using SqliteScanStore store = SqliteScanStore.Open(Database);
        Signal signal = Sample.Signal(2, "alpha");
        store.Commit([Sample.Commit(1).WithState("tally", "one")]);
        BlockCommit replaced = Sample.Commit(2, signal).WithState("tally", "two");
        store.Commit([replaced with { Incidents = [Sample.Incident(2, "theft")] }]);

        store.Commit([Sample.Commit(2, "b2'") with
        {
            Dropped = 1,
            Retracted = [signal with { Retracted = true }],
            Incidents = [Sample.Incident(2, "theft", IncidentState.Retracted)],
        }]);

        Assert.True(Assert.Single(store.ReadSignals()).Retracted);
        Assert.Equal(IncidentState.Retracted, Assert.Single(store.ReadIncidents()).State);
        StoredTimeline timeline = Assert.Single(store.ReadTimelines());
        Assert.Equal([Sample.Hash("b1"), Sample.Hash("b2'")], timeline.Blocks.Select(block => block.Hash));
        Assert.Equal("one", timeline.Blocks[0].Texts()["tally"]);
        Assert.Empty(timeline.Blocks[1].States); // what the replaced block had saved is gone
        Assert.Empty(timeline.Blocks[1].Signals);
    }

    [Fact]
    public void A_signal_that_comes_back_is_no_longer_retracted()
    {
        using SqliteScanStore store = SqliteScanStore.Open(Database);
        Signal signal = Sample.Signal(1, "alpha");
        store.Commit([Sample.Commit(1, signal)]);
        store.Commit([Sample.Commit(1, "b1'") with { Dropped = 1, Retracted = [signal with { Retracted = true }] }]);

        store.Commit([Sample.Commit(1, signal) with { Dropped = 1 }]);

        Assert.False(Assert.Single(store.ReadSignals()).Retracted);
    }

    [Fact]
    public void Only_the_latest_blocks_are_remembered_and_the_first_has_the_whole_state()
    {
        using SqliteScanStore store = SqliteScanStore.Open(Database, new SqliteStoreOptions { ReorgDepthMax = 3 });
        store.Commit([Sample.Commit(1).WithState("early", "kept").WithState("tally", "1")]);
        for (ulong number = 2; number <= 9; number++)
            store.Commit([Sample.Commit(number, Sample.Signal(number, "alpha")).WithState("tally", $"{number}")]);

        StoredTimeline timeline = Assert.Single(store.ReadTimelines());

        Assert.Equal([7UL, 8UL, 9UL], timeline.Blocks.Select(block => block.Number));
        Assert.Equal(["early=kept", "tally=7"], timeline.Blocks[0].Texts().Select(p => $"{p.Key}={p.Value}").Order());
        Assert.Equal(["tally=9"], timeline.Blocks[2].Texts().Select(p => $"{p.Key}={p.Value}"));
        Assert.Equal(8, store.ReadSignals().Count()); // what was found is never forgotten
    }

    [Fact]
    public void Blocks_before_a_hole_in_the_states_are_not_remembered()
    {
        using SqliteScanStore store = SqliteScanStore.Open(Database);
        BlockCommit hole = Sample.Commit(2);
        store.Commit(
        [
            Sample.Commit(1).WithState("tally", "1"),
            hole with { Block = hole.Block with { IsStateKnown = false } },
            Sample.Commit(3).WithState("other", "3"),
        ]);

        StoredBlock block = Assert.Single(Assert.Single(store.ReadTimelines()).Blocks);

        Assert.Equal(3UL, block.Number);
        Assert.Equal(["other", "tally"], block.States.Keys.Order());
    }

    [Fact]
    public void Chains_are_kept_apart()
    {
        using SqliteScanStore store = SqliteScanStore.Open(Database);
        BlockCommit one = Sample.Commit(1).WithState("tally", "one");
        store.Commit([one, one with
        {
            Block = one.Block with { Chain = 56, Signals = [Sample.Signal(1, "alpha", chain: 56)] },
            Cursor = one.Cursor with { Chain = 56, Delivered = 2 },
        }]);

        Assert.Equal([1UL, 56UL], store.ReadTimelines().Select(timeline => timeline.Chain));
        Assert.Empty(store.ReadTimelines()[0].Blocks[0].Signals);
        Assert.Single(store.ReadTimelines()[1].Blocks[0].Signals);
    }

    [Fact]
    public void Reading_by_severity_leaves_out_what_is_less_grave()
    {
        using SqliteScanStore store = SqliteScanStore.Open(Database);
        store.Commit([Sample.Commit(
            1, Sample.Signal(1, "a", severity: Severity.Info), Sample.Signal(1, "b", severity: Severity.Critical))]);

        Assert.Equal("b", Assert.Single(store.ReadSignals(Severity.High)).Detector);
        Assert.Equal(2, store.ReadSignals().Count());
        Assert.Empty(store.ReadIncidents(Severity.Critical));
    }

    [Fact]
    public void A_batch_that_fails_in_the_middle_keeps_none_of_its_blocks()
    {
        using SqliteScanStore store = SqliteScanStore.Open(Database);
        Signal broken = Sample.Signal(2, "broken") with { Confidence = double.NaN }; // JSON has no such number

        Assert.ThrowsAny<Exception>(() =>
            store.Commit([Sample.Commit(1, Sample.Signal(1, "a")), Sample.Commit(2, broken)]));

        Assert.Null(store.ReadCursor("source"));
        Assert.Empty(store.ReadSignals());
        store.Commit([Sample.Commit(1, Sample.Signal(1, "a"))]);
        Assert.Single(store.ReadSignals());
    }

    private static string Text(Signal signal) => Json(writer => SignalJson.Write(writer, signal));

    private static string Text(Incident incident) => Json(writer => IncidentJson.Write(writer, incident));

    private static string Json(Action<System.Text.Json.Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (System.Text.Json.Utf8JsonWriter writer = new(stream)) write(writer);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
