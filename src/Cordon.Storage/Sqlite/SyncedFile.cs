using System.Text.Json;
using Cordon.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>A SQLite file whose writes are on the disk before they return, for several threads: what must not be
/// forgotten after a power failure is kept in such files.</summary>
/// <remarks>A write is fast where the log it goes to need not grow: then the file system has nothing of its own to
/// write down. For a program that stays, the log is made long once. It is moved into the file by another connection
/// every so many writes, never by the write itself.</remarks>
internal sealed class SyncedFile : IDisposable
{
    private const int LogBytes = 1 << 20;
    private const int WritesPerCheckpoint = 32; // of some eight pages each

    private readonly Lock _use = new();
    private readonly string _path;
    private readonly WriterLock? _lock;
    private Task _checkpoint = Task.CompletedTask;
    private int _writes;

    private SyncedFile(string path, SqliteConnection connection, WriterLock? writerLock) =>
        (_path, Connection, _lock) = (path, connection, writerLock);

    /// <summary>To be used within <see cref="Guarded"/>.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Opens a file, creating it where there is none.</summary>
    /// <param name="busySeconds">How long one program waits for another's write; null for a file that one program alone
    /// writes to, and which is refused to a second.</param>
    /// <param name="isLocked">Whether it is refused to a second program that asks the same.</param>
    /// <param name="prepare">What else is to be done before it is used; null for nothing.</param>
    /// <param name="withRoom">Whether the log is made long now, which writes a megabyte: for a program whose writes
    /// must not wait later.</param>
    /// <exception cref="StoreException">It is locked, read-only, newer, or a file of something else.</exception>
    public static SyncedFile Open(
        string path, SqliteSchema schema, int? busySeconds = null, Action<SqliteConnection>? prepare = null,
        bool withRoom = false, bool isLocked = false)
    {
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new StoreException(SqliteFaults.ReadOnlyText(path));
        WriterLock? writerLock = isLocked || busySeconds is null ? WriterLock.Take(path) : null;
        SqliteConnectionStringBuilder source = new() { DataSource = path, Pooling = false };
        if (busySeconds is { } seconds) source.DefaultTimeout = seconds;
        SqliteConnection connection = new(source.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            SqliteSchema.Execute(connection, "PRAGMA wal_autocheckpoint = 2048;");
            if (schema.Prepare(connection) is { } problem) throw new StoreException($"{path}: {problem}");
            prepare?.Invoke(connection);
            if (withRoom) LengthenLog(connection);
            return new SyncedFile(path, connection, writerLock);
        }
        catch (Exception fault)
        {
            connection.Dispose();
            writerLock?.Dispose();
            if (fault is SqliteException sqlite) throw SqliteFaults.Explain(path, sqlite);
            throw;
        }
    }

    /// <summary>Opens a file for reading alone, and leaves it and its folder as they are.</summary>
    /// <exception cref="StoreException">It cannot be read, or is newer, or a file of something else.</exception>
    public static SyncedFile OpenReadOnly(string path, SqliteSchema schema)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = ReadOnlyFile.Open(path);
            return schema.ProblemOf(connection) is { } problem
                ? throw new StoreException($"{path}: {problem}")
                : new SyncedFile(path, connection, null);
        }
        catch (Exception fault)
        {
            connection?.Dispose();
            if (fault is SqliteException sqlite) throw SqliteFaults.Explain(path, sqlite);
            throw;
        }
    }

    /// <summary>Does something with the file while no other thread does: a connection serves one at a time.</summary>
    /// <exception cref="StoreException">The file fails, or a row in it cannot be read.</exception>
    public T Guarded<T>(Func<T> action)
    {
        lock (_use)
        {
            try
            {
                return action();
            }
            catch (SqliteException fault)
            {
                throw SqliteFaults.Explain(_path, fault);
            }
            catch (Exception fault) when (fault is FormatException or JsonException)
            {
                throw new StoreException($"{_path}: a row cannot be read ({fault.Message}): restore a copy.", fault);
            }
        }
    }

    /// <summary>As <see cref="Guarded"/>, for what writes one transaction.</summary>
    public T Synced<T>(Func<T> action) => Guarded(() =>
    {
        T result = action();
        if (++_writes % WritesPerCheckpoint == 0 && _checkpoint.IsCompleted) _checkpoint = Task.Run(Checkpoint);
        return result;
    });

    /// <summary>As <see cref="Synced"/>, with something else in the same transaction: both are written or neither.
    /// </summary>
    public T Together<T>(Func<SqliteTransaction, T> action, PendingWrite? along = null) => Synced(() =>
    {
        using SqliteTransaction transaction = Connection.BeginTransaction(deferred: false);
        along?.WriteIn(transaction);
        T result = action(transaction);
        transaction.Commit();
        along?.Written();
        return result;
    });

    public void Dispose()
    {
        _checkpoint.Wait();
        Connection.Dispose();
        _lock?.Dispose();
    }

    // The log keeps its length when it is begun anew. Where there is no room for that it grows write by write.
    private static void LengthenLog(SqliteConnection connection)
    {
        const int full = 13;
        try
        {
            // Whole, since another program may open the file at the same moment, and does the same.
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            SqliteSchema.Execute(connection, "DROP TABLE IF EXISTS room; CREATE TABLE room (bytes BLOB) STRICT;");
            SqliteSchema.Execute(connection, $"INSERT INTO room VALUES (zeroblob({LogBytes}));");
            transaction.Commit();
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == full)
        {
            // As said.
        }

        SqliteSchema.Execute(connection, "DROP TABLE IF EXISTS room; PRAGMA wal_checkpoint(RESTART);");
    }

    // Beside the writes, which go on: what it cannot move yet is moved the next time, and in the end by the write whose
    // log has become too long.
    private void Checkpoint()
    {
        try
        {
            using SqliteConnection beside = new(Connection.ConnectionString);
            beside.Open();
            SqliteSchema.Execute(beside, "PRAGMA wal_checkpoint(PASSIVE);");
        }
        catch (SqliteException)
        {
            // The write that comes next says what is wrong with the file.
        }
    }
}
