using Cordon.Domain.Ports;
using Cordon.Storage.Ahead;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>What a node decided and what it sent for that, in one SQLite file: a decision and the transaction that
/// carries it out are on the disk together, after one wait for it. They are written to a log beside the file first
/// (<c>.ahead</c>), and brought to the file when there is time, or when it is opened next.</summary>
/// <remarks>One node at a time; other programs may read, and answer for a person.</remarks>
public sealed class SqliteNodeStore : IDisposable
{
    private readonly SyncedFile _file;

    private SqliteNodeStore(SyncedFile file)
    {
        _file = file;
        Decisions = SqliteDecisionStore.Of(file);
        Sending = SqliteSendJournal.Of(file);
    }

    public SqliteDecisionStore Decisions { get; }

    public SqliteSendJournal Sending { get; }

    /// <summary>Opens a store, creating it where there is none.</summary>
    /// <param name="sendingBefore">Where an earlier version kept what was sent, in a file of its own: it is taken over
    /// once, and renamed. Null for nowhere.</param>
    /// <exception cref="StoreException">It is in use by another node, read-only, newer, or something else.</exception>
    public static SqliteNodeStore Open(
        string path, SqliteStoreOptions? options = null, string? sendingBefore = null)
    {
        SyncedFile file = SqliteDecisionStore.OpenFile(path, options, withRoom: true, isLocked: true);
        try
        {
            if (sendingBefore is not null && File.Exists(sendingBefore)) TakeOver(file, sendingBefore);
            var store = new SqliteNodeStore(file);
            store.CatchUp(path);
            return store;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Decisions.Dispose();
        Sending.Dispose();
        _file.Dispose();
    }

    // What an earlier run wrote ahead of the database, which may have sent something for it.
    private void CatchUp(string path) => _file.Guarded(() =>
    {
        (byte[] identity, long applied) = AheadTable.Read(_file.Connection);
        List<AheadEntry> left = [];
        if (AheadLog.Open(path + ".ahead", identity, applied, left) is not { } log) return 0;
        try
        {
            if (left.Count > 0) Take(left);
            log.Restart();
            _file.WriteAhead(log);
            return 0;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    });

    private void Take(List<AheadEntry> left)
    {
        using SqliteTransaction transaction = _file.Connection.BeginTransaction(deferred: false);
        foreach (AheadRow row in left.SelectMany(entry => AheadRow.Split(entry.Bytes)))
        {
            if (row.Kind == AheadKind.Sending) Sending.Write(row, transaction);
            else Decisions.Write(row, transaction);
        }

        AheadTable.Passed(_file.Connection, transaction, left[^1].Number);
        transaction.Commit();
    }

    private static void TakeOver(SyncedFile file, string old)
    {
        SyncedFile.Open(old, SqliteSchema.Sending).Dispose(); // ours, and used by nobody; its log is moved into it
        file.Guarded(() =>
        {
            using SqliteCommand attach = SqliteRows.Command(
                file.Connection, "ATTACH $old AS old", ("$old", old));
            attach.ExecuteNonQuery();
            SqliteSchema.Execute(file.Connection, "INSERT OR IGNORE INTO main.send SELECT * FROM old.send;");
            SqliteSchema.Execute(file.Connection, "DETACH old;");
            return 0;
        });
        File.Move(old, old + ".taken-over");
    }
}
