using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Storage.Sqlite;

namespace Cordon.Storage.Tests;

/// <summary>Decisions and what is sent for them, in one file.</summary>
public sealed class NodeStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Address Account = Address.Parse("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("decisions.db");

    private string Before => _folder.File("sending.db");

    [Fact]
    public void What_goes_along_is_kept_with_it_and_not_once_more()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        IPendingWrite decision = store.Decisions.Prepare([Decision("a/pause")], [Incident("a")]);
        Assert.Null(store.Decisions.Find("a/pause"));
        store.Sending.Save(Record("a/pause"), decision);
        Assert.NotNull(store.Decisions.FindIncident("a"));
        store.Sending.Save(Record("a/throttle"), decision);
        decision.Complete();
        decision.Complete();

        Assert.Single(store.Decisions.ReadSince(null, Start));
        Assert.Equal(2, store.Sending.ReadOpen(1, Account).Count);
    }

    [Theory]
    [InlineData("decision")]
    [InlineData("send")]
    [InlineData("incident")]
    public void Both_are_kept_or_neither(string failing)
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        Refuse(failing);
        IPendingWrite decision = store.Decisions.Prepare([Decision("a/pause")], [Incident("a")]);
        Assert.Throws<StoreException>(() => store.Sending.Save(Record("a/pause"), decision));
        Assert.Null(store.Decisions.Find("a/pause"));
        Assert.Null(store.Decisions.FindIncident("a"));
        Assert.Null(store.Sending.Find("a/pause"));
        Assert.Equal(UInt256.Zero, store.Sending.CommittedSince(1, Account, Start));

        TemporaryFolder.Run(Path, "DROP TRIGGER refuse"); // it was not given up: the same may be tried again
        store.Sending.Save(Record("a/pause"), decision);
        Assert.NotNull(store.Decisions.Find("a/pause"));
        Assert.NotNull(store.Sending.Find("a/pause"));
    }

    [Fact]
    public void Nothing_follows_any_more_from_what_could_not_be_kept()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        Refuse("decision");
        IPendingWrite decision = store.Decisions.Prepare([Decision("a/pause")], [Incident("a")]);
        Assert.Throws<StoreException>(decision.Complete);
        TemporaryFolder.Run(Path, "DROP TRIGGER refuse");

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
        elsewhere.Save(Record("a/pause"), store.Decisions.Prepare([Decision("a/pause")], []));
        Assert.NotNull(store.Decisions.Find("a/pause"));

        Refuse("decision");
        Assert.Throws<StoreException>(
            () => elsewhere.Save(Record("b/pause"), store.Decisions.Prepare([Decision("b/pause")], [])));
        Assert.Null(elsewhere.Find("b/pause"));
    }

    [Fact]
    public void After_a_power_failure_a_decision_is_there_with_what_was_sent_for_it_or_neither_is()
    {
        string copy = _folder.File("copy.db");
        using (SqliteNodeStore store = SqliteNodeStore.Open(Path))
        {
            for (int i = 0; i < 8; i++)
                store.Sending.Save(Record($"{i}/pause"), store.Decisions.Prepare([Decision($"{i}/pause")], []));
            File.Copy(Path, copy);
            File.Copy(Path + "-wal", copy + "-wal");
        }

        byte[] log = File.ReadAllBytes(copy + "-wal");
        HashSet<int> counts = [];
        for (int cut = 300_000; cut > 0; cut -= 1_499)
        {
            string path = _folder.File($"cut{cut}.db");
            File.Copy(copy, path);
            File.WriteAllBytes(path + "-wal", log[..cut]);
            using SqliteNodeStore store = SqliteNodeStore.Open(path);
            string[] decided = [.. store.Decisions.ReadSince(null, Start).Select(decision => decision.Key)];
            Assert.Equal(decided, store.Sending.ReadOpen(1, Account).Select(record => record.Request.Key).Order());
            counts.Add(decided.Length);
        }

        Assert.True(counts.Count > 6, string.Join(' ', counts)); // it was cut between all of them
    }

    [Fact]
    public void A_second_node_is_refused_and_a_person_is_not()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        store.Decisions.Keep([Decision("a/pause") with { Permission = Permission.NeedsHuman }]);

        StoreException refused = Assert.Throws<StoreException>(() => SqliteNodeStore.Open(Path));
        Assert.Contains("another program is writing to it", refused.Message, StringComparison.Ordinal);
        using SqliteDecisionStore human = SqliteDecisionStore.OpenExisting(Path);
        Assert.True(human.KeepAnswer(Decision("a/pause")));
        Assert.Equal(Permission.Granted, store.Decisions.Find("a/pause")!.Permission);
    }

    [Fact]
    public void A_file_of_the_first_version_is_brought_up_to_date_with_what_it_holds()
    {
        using (SqliteDecisionStore store = SqliteDecisionStore.Open(Path)) store.Keep([Decision("a/pause")]);
        TemporaryFolder.Run(Path, "DROP TABLE send; PRAGMA user_version = 1");

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

    private void Refuse(string table) => TemporaryFolder.Run(
        Path, $"CREATE TRIGGER refuse BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END");

    private static ResponseDecision Decision(string key) => Sample.Decision(key);

    private static Incident Incident(string id) => Sample.Incident(1, id);

    private static SendRecord Record(string key) => new()
    {
        Request = new SendRequest
        {
            Key = key,
            Chain = 1,
            To = Account,
            Data = new byte[] { 1, 2 },
            GasLimit = 50_000,
            ExpiresAt = Start.AddHours(1),
        },
        From = Account,
        CreatedAt = Start,
        Attempts = [new SendAttempt(Keccak256.Hash([1]), 1, new byte[] { 1 }, 10, 3, 1_000, Start, false)],
    };
}
