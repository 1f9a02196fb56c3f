using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Storage.Sqlite;
using static Cordon.Storage.Tests.NodeSample;

namespace Cordon.Storage.Tests;

/// <summary>Decisions and what is sent for them, in one file.</summary>
public sealed class NodeStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("decisions.db");

    private string Before => _folder.File("sending.db");

    [Fact]
    public void What_goes_along_is_kept_with_it_and_not_once_more()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        IPendingWrite decision = store.Decisions.Prepare([Sample.Decision("a/pause")], [Sample.Incident(1, "a")]);
        Assert.Null(store.Decisions.Find("a/pause"));
        store.Sending.Save(Record("a/pause"), decision);
        Assert.NotNull(store.Decisions.FindIncident("a"));
        store.Sending.Save(Record("a/throttle"), decision);
        decision.Complete();
        decision.Complete();

        Assert.Single(store.Decisions.ReadSince(null, Start));
        Assert.Equal(2, store.Sending.ReadOpen(1, Account).Count);
    }

    [Fact]
    public void Nothing_follows_any_more_from_what_could_not_be_kept()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        Refuse("decision");
        IPendingWrite decision = store.Decisions.Prepare([Sample.Decision("a/pause")], [Sample.Incident(1, "a")]);
        Assert.Throws<StoreException>(decision.Complete);
        Run("DROP TRIGGER refuse");

        StoreException refused = Assert.Throws<StoreException>(
            () => store.Sending.Save(Record("a/pause"), decision));
        Assert.StartsWith("what it follows from could not be kept: ", refused.Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(decision.Complete);
        Assert.Null(store.Sending.Find("a/pause"));
        Assert.Null(store.Decisions.Find("a/pause"));
        store.Sending.Save(Record("b/pause")); // the store goes on
    }

    [Fact]
    public void Of_two_files_the_one_with_the_reason_is_written_first()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        using SqliteSendJournal elsewhere = SqliteSendJournal.Open(Before);
        elsewhere.Save(Record("a/pause"), store.Decisions.Prepare([Sample.Decision("a/pause")], []));
        Assert.NotNull(store.Decisions.Find("a/pause"));

        Refuse("decision");
        Assert.Throws<StoreException>(
            () => elsewhere.Save(Record("b/pause"), store.Decisions.Prepare([Sample.Decision("b/pause")], [])));
        Assert.Null(elsewhere.Find("b/pause"));
    }

    [Fact]
    public void A_second_node_is_refused_and_a_person_is_not()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        store.Decisions.Keep([Sample.Decision("a/pause") with { Permission = Permission.NeedsHuman }]);

        StoreException refused = Assert.Throws<StoreException>(() => SqliteNodeStore.Open(Path));
        Assert.Contains("another program is writing to it", refused.Message, StringComparison.Ordinal);
        using SqliteDecisionStore human = SqliteDecisionStore.OpenExisting(Path);
        Assert.True(human.KeepAnswer(Sample.Decision("a/pause")));
        Assert.Equal(Permission.Granted, store.Decisions.Find("a/pause")!.Permission);
    }

    [Fact]
    public void A_file_of_the_first_version_is_brought_up_to_date_with_what_it_holds()
    {
        using (SqliteDecisionStore store = SqliteDecisionStore.Open(Path)) store.Keep([Sample.Decision("a/pause")]);
        Run("DROP TABLE send; DROP TABLE ahead; PRAGMA user_version = 1");

        using SqliteNodeStore node = SqliteNodeStore.Open(Path);
        Assert.NotNull(node.Decisions.Find("a/pause"));
        node.Sending.Save(Record("a/pause"));
        Assert.NotNull(node.Sending.Find("a/pause"));
    }

    [Fact]
    public void What_an_earlier_version_had_sent_is_taken_over_once()
    {
        using (SqliteSendJournal old = SqliteSendJournal.Open(Before)) old.Save(Record("a/pause"));
        using (SqliteNodeStore store = SqliteNodeStore.Open(Path, sendingBefore: Before))
        {
            Assert.Equal(["a/pause"], store.Sending.ReadOpen(1, Account).Select(record => record.Request.Key));
            store.Sending.Save(Record("a/pause") with { State = SendState.Abandoned });
        }

        Assert.False(File.Exists(Before));
        using SqliteNodeStore again = SqliteNodeStore.Open(Path, sendingBefore: Before);
        Assert.Empty(again.Sending.ReadOpen(1, Account));
    }

    [Fact]
    public void What_is_no_journal_is_not_taken_over_and_stays_as_it_is()
    {
        File.WriteAllText(Before, "notes of somebody, longer than the head of a database would have to be, and kept");
        StoreException refused = Assert.Throws<StoreException>(
            () => SqliteNodeStore.Open(Path, sendingBefore: Before));
        Assert.StartsWith($"{Before}: ", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("notes", File.ReadAllText(Before), StringComparison.Ordinal);
        SqliteNodeStore.Open(Path).Dispose(); // and the lock on the other was given back
    }

    public void Dispose() => _folder.Dispose();

    private void Refuse(string table) => TemporaryFolder.Run(Path, NodeSample.Refusal(table));

    private void Run(string sql) => TemporaryFolder.Run(Path, sql);
}
