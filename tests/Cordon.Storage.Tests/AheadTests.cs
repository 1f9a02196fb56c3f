using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Storage.Sqlite;
using static Cordon.Storage.Tests.NodeSample;

namespace Cordon.Storage.Tests;

/// <summary>What is written ahead of a node's database: there after any end of the program, once, and whole.</summary>
public sealed class AheadTests : IDisposable
{
    private const int BlockBytes = 4096;
    private const int HeadBytes = 68;

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("decisions.db");

    [Fact]
    public void The_database_has_what_was_written_ahead_soon_and_without_being_asked()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        Save(store, "a");
        using SqliteDecisionStore other = SqliteDecisionStore.OpenReadOnly(Path);
        Assert.True(SpinWait.SpinUntil(() => other.Find("a/pause") is not null, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_write_is_on_the_disk_when_it_returns()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fdinfo"), "only Linux says how a file is open");
        const int waitsForTheDisk = 0x1000; // O_DSYNC, a part of O_SYNC
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        Save(store, "a");
        string handle = Directory.GetFiles("/proc/self/fd")
            .Single(file => new FileInfo(file).LinkTarget == Path + ".ahead");
        string flags = File.ReadLines($"/proc/self/fdinfo/{System.IO.Path.GetFileName(handle)}")
            .Single(line => line.StartsWith("flags:", StringComparison.Ordinal));
        Assert.NotEqual(0, Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & waitsForTheDisk);
    }

    [Theory]
    [InlineData("decision")]
    [InlineData("incident")]
    [InlineData("send")]
    public void What_the_database_refuses_is_not_lost_and_arrives_once_it_takes_it(string refused)
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        Assert.Equal(UInt256.Zero, store.Sending.CommittedSince(1, Account, Start));
        TemporaryFolder.Run(Path, Refusal(refused));
        IPendingWrite decision = store.Decisions.Prepare([Sample.Decision("a/pause")], [Sample.Incident(1, "a")]);
        store.Sending.Save(Record("a/pause"), decision);
        decision.Complete(); // it is on the disk
        Assert.Equal((UInt256)1_000, store.Sending.CommittedSince(1, Account, Start));
        Assert.Throws<StoreException>(() => store.Decisions.Find("a/pause"));
        Assert.Throws<StoreException>(() => store.Sending.ReadOpen(1, Account));
        Assert.Throws<StoreException>(() => store.Sending.Save(Record("b/pause")));

        TemporaryFolder.Run(Path, "DROP TRIGGER refuse");
        Assert.NotNull(store.Decisions.Find("a/pause"));
        Assert.NotNull(store.Decisions.FindIncident("a"));
        Assert.Equal(["a/pause"], Sent(store));
    }

    [Fact]
    public void No_more_than_a_few_go_ahead_of_a_database_that_takes_nothing()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        TemporaryFolder.Run(Path, Refusal("send"));
        int ahead = 0;
        Assert.Throws<StoreException>(() =>
        {
            for (; ahead < 100; ahead++) Save(store, $"{ahead}");
        });
        Assert.Equal(8, ahead);

        TemporaryFolder.Run(Path, "DROP TRIGGER refuse");
        Assert.Equal(8, Sent(store).Length); // not the one that was refused
        Assert.Equal(8, store.Decisions.ReadSince(null, Start).Count);
        Save(store, "more");
        Assert.Equal(9, Sent(store).Length);
    }

    [Fact]
    public void What_does_not_fit_the_log_is_written_to_the_database_at_once()
    {
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        string reason = new('x', 2 << 20);
        store.Sending.Save(
            Record("a/pause"), store.Decisions.Prepare([Sample.Decision("a/pause") with { Reasons = [reason] }], []));
        using SqliteDecisionStore other = SqliteDecisionStore.OpenReadOnly(Path);
        Assert.Equal(reason, other.Find("a/pause")!.Reasons[0]);
    }

    [Fact]
    public void The_next_run_has_what_the_last_one_had_written_ahead_and_once()
    {
        string copy = CopyWithAhead("a", "b", "c");
        for (int run = 0; run < 3; run++)
        {
            using SqliteNodeStore store = SqliteNodeStore.Open(copy);
            Assert.Equal(["a/pause", "b/pause", "c/pause"], Sent(store));
            Assert.Equal(["a/pause", "b/pause", "c/pause"], Decided(store));
            Assert.NotNull(store.Decisions.FindIncident("b"));
            Assert.NotNull(store.Sending.Find("c/pause"));
            Assert.Equal((UInt256)3_000, store.Sending.CommittedSince(1, Account, Start));
        }
    }

    [Fact]
    public void Rounds_follow_each_other_and_none_is_taken_twice()
    {
        for (int run = 0; run < 4; run++)
        {
            using SqliteNodeStore store = SqliteNodeStore.Open(Path);
            for (int i = 0; i < 3; i++)
            {
                Save(store, $"{run}{i}");
                if (i == 1) Assert.NotNull(store.Decisions.Find($"{run}1/pause")); // brings both to the database
            }
        }

        using SqliteNodeStore last = SqliteNodeStore.Open(Path);
        Assert.Equal(12, Decided(last).Length);
        Assert.Equal(12, Sent(last).Length);
    }

    [Fact]
    public void Entries_of_an_earlier_round_that_stand_behind_a_later_one_are_not_taken_again()
    {
        using (SqliteNodeStore store = SqliteNodeStore.Open(Path))
        {
            TemporaryFolder.Run(Path, Refusal("send")); // so that they are of one round
            foreach (string name in (string[])["a", "b", "c"]) Save(store, name);
            TemporaryFolder.Run(Path, "DROP TRIGGER refuse");
            Assert.Equal(3, Sent(store).Length);
        }

        using SqliteNodeStore next = SqliteNodeStore.Open(CopyWithAhead("d"));
        Assert.Equal(["a/pause", "b/pause", "c/pause", "d/pause"], Decided(next));
    }

    [Fact]
    public void Cut_or_spoilt_anywhere_the_log_gives_whole_entries_from_its_beginning_or_none()
    {
        string copy = CopyWithAhead("a", "b", "c");
        byte[] log = File.ReadAllBytes(copy + ".ahead");
        int used = 3 * BlockBytes;
        Assert.True(log.AsSpan(used).IndexOfAnyExcept((byte)0) < 0 && log[2 * BlockBytes] != 0);
        HashSet<int> counts = [];
        for (int at = 0; at < used; at += 499)
        {
            foreach (bool isCut in (bool[])[true, false])
            {
                byte[] spoilt = [.. log];
                if (isCut) spoilt.AsSpan(at, used - at).Clear();
                else spoilt[at] ^= 0x10;
                string path = _folder.File($"{at}-{isCut}.db");
                File.Copy(copy, path);
                File.WriteAllBytes(path + ".ahead", spoilt);
                using SqliteNodeStore store = SqliteNodeStore.Open(path);
                string[] decided = Decided(store);
                Assert.Equal(decided, Sent(store));
                Assert.Equal(((string[])["a/pause", "b/pause", "c/pause"])[..decided.Length], decided);
                int whole = Enumerable.Range(0, 3).TakeWhile(i => Holds(spoilt, log, i)).Count();
                Assert.Equal(whole, decided.Length);
                counts.Add(decided.Length);
            }
        }

        Assert.Equal([0, 1, 2, 3], counts.Order());
    }

    [Fact]
    public void The_log_of_another_database_is_left_alone()
    {
        string copy = CopyWithAhead("a");
        string other = _folder.File("other.db");
        SqliteNodeStore.Open(other).Dispose();
        File.Copy(copy + ".ahead", other + ".ahead", overwrite: true);
        using SqliteNodeStore store = SqliteNodeStore.Open(other);
        Assert.Empty(Decided(store));
        Save(store, "b");
        Assert.Equal(["b/pause"], Decided(store));
    }

    [Fact]
    public void A_copy_of_the_database_of_an_earlier_day_takes_what_the_log_has()
    {
        using (SqliteNodeStore store = SqliteNodeStore.Open(Path)) Save(store, "a");
        File.Copy(Path, _folder.File("earlier.db"));
        using (SqliteNodeStore store = SqliteNodeStore.Open(Path)) Save(store, "b");
        string log = CopyWithAhead("c") + ".ahead";

        File.Copy(log, _folder.File("earlier.db.ahead"));
        using SqliteNodeStore restored = SqliteNodeStore.Open(_folder.File("earlier.db"));
        Assert.Equal(["a/pause", "c/pause"], Sent(restored));
    }

    [Fact]
    public void Where_there_is_no_room_for_a_log_the_database_is_written_to_at_once()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        File.CreateSymbolicLink(Path + ".ahead", "/dev/full");
        using SqliteNodeStore store = SqliteNodeStore.Open(Path);
        Save(store, "a");
        using SqliteDecisionStore other = SqliteDecisionStore.OpenReadOnly(Path);
        Assert.NotNull(other.Find("a/pause"));

        TemporaryFolder.Run(Path, Refusal("send")); // both or neither
        IPendingWrite decision = store.Decisions.Prepare([Sample.Decision("b/pause")], []);
        Assert.Throws<StoreException>(() => store.Sending.Save(Record("b/pause"), decision));
        Assert.Null(other.Find("b/pause"));
        Assert.Equal((UInt256)1_000, store.Sending.CommittedSince(1, Account, Start));
        TemporaryFolder.Run(Path, "DROP TRIGGER refuse"); // it was not given up: the same may be tried again
        store.Sending.Save(Record("b/pause"), decision);
        Assert.NotNull(other.Find("b/pause"));
    }

    [Fact]
    public void A_log_that_cannot_be_opened_is_said_by_name()
    {
        Directory.CreateDirectory(Path + ".ahead");
        StoreException refused = Assert.Throws<StoreException>(() => SqliteNodeStore.Open(Path));
        Assert.StartsWith($"{Path}.ahead: ", refused.Message, StringComparison.Ordinal);
        Directory.Delete(Path + ".ahead");
        SqliteNodeStore.Open(Path).Dispose(); // and nothing was left open
    }

    public void Dispose() => _folder.Dispose();

    // A database as a program leaves it that was killed before it had these in it.
    private string CopyWithAhead(params string[] names)
    {
        string copy = _folder.File($"copy-{string.Concat(names)}.db");
        using (SqliteNodeStore store = SqliteNodeStore.Open(Path))
        {
            TemporaryFolder.Run(Path, Refusal("send"));
            foreach (string name in names) Save(store, name);
            File.Copy(Path + ".ahead", copy + ".ahead");
        }

        TemporaryFolder.Run(Path, "DROP TRIGGER refuse; PRAGMA wal_checkpoint(TRUNCATE)");
        File.Copy(Path, copy);
        return copy;
    }

    private static bool Holds(byte[] spoilt, byte[] log, int block)
    {
        int length = BitConverter.ToInt32(log, (block * BlockBytes) + 32);
        return spoilt.AsSpan(block * BlockBytes, HeadBytes + length)
            .SequenceEqual(log.AsSpan(block * BlockBytes, HeadBytes + length));
    }

    private static void Save(SqliteNodeStore store, string name) => store.Sending.Save(
        Record($"{name}/pause"),
        store.Decisions.Prepare([Sample.Decision($"{name}/pause")], [Sample.Incident(1, name)]));

    private static string[] Sent(SqliteNodeStore store) =>
        [.. store.Sending.ReadOpen(1, Account).Select(record => record.Request.Key).Order()];

    private static string[] Decided(SqliteNodeStore store) =>
        [.. store.Decisions.ReadSince(null, Start).Select(decision => decision.Key)];
}
