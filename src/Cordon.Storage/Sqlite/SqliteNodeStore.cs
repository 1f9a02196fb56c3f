using Cordon.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>What a node decided and what it sent for that, in one SQLite file: a decision and the transaction that
/// carries it out are on the disk together, after one wait for it.</summary>
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
            return new SqliteNodeStore(file);
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
