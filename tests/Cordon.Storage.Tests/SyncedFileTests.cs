using System.Runtime.Versioning;
using System.Security.Cryptography;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Tests;

/// <summary>What is on the disk beside what the stores say.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SyncedFileTests : IDisposable
{
    private const int LogBytes = 2 << 20;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("decisions.db");

    private string Log => Path + "-wal";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_written_is_moved_from_the_log_into_the_file_beside_the_writes(bool withRoom)
    {
        using SqliteDecisionStore store = SqliteDecisionStore.Open(Path, withRoom: withRoom);
        Assert.Equal(0, CountWithoutLog());
        Keep(store, 0, 40); // far fewer than make a write move them itself

        using CancellationTokenSource limit =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(5));
        while (CountWithoutLog() < 32) await again.WaitForNextTickAsync(limit.Token);

        Assert.Equal(40, store.ReadSince(null, Start).Count);
    }

    [Fact]
    public void The_log_is_long_from_the_beginning_for_a_program_that_stays_and_for_no_other()
    {
        using (SqliteDecisionStore brief = SqliteDecisionStore.Open(Path))
        {
            Keep(brief, 0, 1);
            Assert.InRange(new FileInfo(Log).Length, 1, LogBytes / 4);
        }

        using SqliteDecisionStore node = SqliteDecisionStore.Open(Path, withRoom: true);
        long before = new FileInfo(Log).Length;
        Assert.InRange(before, LogBytes, 2 * LogBytes);
        Keep(node, 1, 30);
        Assert.Equal(before, new FileInfo(Log).Length); // it need not grow
    }

    [Fact]
    public void The_journals_of_a_node_make_their_logs_long_too_where_they_are_asked_to()
    {
        using SqliteSendJournal sent = SqliteSendJournal.Open(_folder.File("sent.db"), withRoom: true);
        using SqliteSendJournal few = SqliteSendJournal.Open(_folder.File("few.db"));
        using SqliteAttestationJournal said = SqliteAttestationJournal.Open(_folder.File("said.db"), "a", true);
        using SqliteAttestationJournal little = SqliteAttestationJournal.Open(_folder.File("little.db"), "a");

        foreach (string name in (string[])["sent.db", "said.db"])
            Assert.True(new FileInfo(_folder.File(name) + "-wal").Length >= LogBytes, name);
        foreach (string name in (string[])["few.db", "little.db"])
            Assert.True(new FileInfo(_folder.File(name) + "-wal").Length < LogBytes / 4, name);
    }

    [Fact]
    public void Whoever_answers_or_reads_beside_a_node_writes_no_more_than_the_answer()
    {
        using SqliteDecisionStore node = SqliteDecisionStore.Open(Path, withRoom: true);
        Keep(node, 0, 3);
        string before = PrintOf(Path) + PrintOf(Log);

        using (SqliteDecisionStore reader = SqliteDecisionStore.OpenReadOnly(Path))
            Assert.Equal(3, reader.ReadSince(null, Start).Count);
        using (SqliteDecisionStore human = SqliteDecisionStore.OpenExisting(Path))
            Assert.Equal(3, human.ReadSince(null, Start).Count);

        Assert.Equal(before, PrintOf(Path) + PrintOf(Log));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("odd ?name #1 50%41 ü")]
    public void Decisions_and_incidents_are_read_where_nothing_may_be_written_and_nothing_is(string name)
    {
        string folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        string path = System.IO.Path.Combine(folder, "decisions.db");
        string scan = System.IO.Path.Combine(folder, "scan.db");
        using (SqliteDecisionStore node = SqliteDecisionStore.Open(path)) Keep(node, 0, 2);
        using (SqliteScanStore store = SqliteScanStore.Open(scan))
            store.Commit([Sample.Commit(1, Sample.Signal(1, "a"))]);
        string[] before = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];

        WriteProtected.During(folder, () =>
        {
            using SqliteDecisionStore reader = SqliteDecisionStore.OpenReadOnly(path);
            Assert.Equal(2, reader.ReadSince(null, Start).Count);
            Assert.Contains("read-only", Assert.Throws<StoreException>(() => Keep(reader, 2, 1)).Message,
                StringComparison.Ordinal);
            Assert.Empty(StoredIncidents.Read(path));
            using SqliteScanStore scans = SqliteScanStore.OpenReadOnly(scan);
            Assert.Single(scans.ReadSignals());
        });

        Assert.Equal(before, Directory.GetFiles(folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Decisions_of_a_node_that_runs_are_read_by_somebody_who_may_not_write()
    {
        string folder = Directory.CreateDirectory(_folder.File("node")).FullName;
        string path = System.IO.Path.Combine(folder, "decisions.db");
        using SqliteDecisionStore node = SqliteDecisionStore.Open(path, withRoom: true);
        Keep(node, 0, 2);

        WriteProtected.During(folder, () =>
        {
            using SqliteDecisionStore reader = SqliteDecisionStore.OpenReadOnly(path);
            Assert.Equal(2, reader.ReadSince(null, Start).Count);
            Keep(node, 2, 1); // its files were open before
            Assert.Equal(3, reader.ReadSince(null, Start).Count);
        });
    }

    [Fact]
    public void What_is_no_store_of_decisions_is_not_read_as_one()
    {
        SqliteScanStore.Open(Path).Dispose();

        StoreException refused = Assert.Throws<StoreException>(() => SqliteDecisionStore.OpenReadOnly(Path));
        Assert.Equal($"{Path}: is a database of another program: give another file.", refused.Message);
        Assert.Contains("there is no such database", Assert.Throws<StoreException>(
            () => SqliteDecisionStore.OpenReadOnly(_folder.File("none.db"))).Message, StringComparison.Ordinal);
    }

    // What a copy of the file alone would hold.
    private int CountWithoutLog()
    {
        string copy = _folder.File($"{Guid.NewGuid():N}.db");
        File.Copy(Path, copy);
        try
        {
            using SqliteConnection connection = new($"Data Source=file:{copy}?immutable=1;Mode=ReadOnly;Pooling=False");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name = 'decision'";
            if ((long)command.ExecuteScalar()! == 0) return 0; // the tables themselves are in the log
            command.CommandText = "SELECT count(*) FROM decision";
            return (int)(long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            return 0; // copied in the middle of being written
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static string PrintOf(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexString(SHA256.HashData(file));
    }

    private static void Keep(SqliteDecisionStore store, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            store.Keep([new ResponseDecision
            {
                Key = $"{i}/pause",
                Incident = $"{i}",
                Protocol = "lender",
                Action = ResponseAction.Pause,
                Permission = Permission.Granted,
                Reasons = ["The belief reaches 0.9."],
                PolicyVersion = "1",
                At = Start,
            }]);
        }
    }
}
