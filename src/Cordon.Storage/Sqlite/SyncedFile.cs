using System.Text.Json;
using Cordon.Domain.Ports;
using Cordon.Storage.Ahead;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>A SQLite file whose writes are on the disk before they return, for several threads: what must not be
/// forgotten after a power failure is kept in such files.</summary>
/// <remarks>A write is fast where the log it goes to need not grow: then the file system has nothing of its own to
/// write down. For a program that stays, the log is made long once. It is moved into the file by another connection
/// every so many writes, never by the write itself, and a little later.</remarks>
internal sealed class SyncedFile : IDisposable
{
    private const int LogBytes = 2 << 20;
    private const int WritesPerCheckpoint = 40; // of some ten pages each
    private const int AheadMax = 8; // more would mean that the file does not take them
    private static readonly TimeSpan Lull = TimeSpan.FromMilliseconds(50);

    private readonly Lock _use = new();
    private readonly string _path;
    private readonly WriterLock? _lock;
    private readonly CancellationTokenSource _closing = new();
    private AheadWrites? _ahead;
    private Task _chores = Task.CompletedTask;
    private bool _isChoreDue;
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

    /// <summary>Has writes go to a log of their own first, which belongs to this file from now on.</summary>
    public void WriteAhead(AheadLog log) => _ahead = new AheadWrites(log, Connection);

    /// <summary>Does something while no other thread uses the file, and without using it.</summary>
    public T Exclusively<T>(Func<T> action)
    {
        lock (_use) return action();
    }

    /// <summary>Does something with the file while no other thread does: a connection serves one at a time. What was
    /// written ahead is in the file before.</summary>
    /// <exception cref="StoreException">The file fails, or a row in it cannot be read.</exception>
    public T Guarded<T>(Func<T> action)
    {
        lock (_use)
        {
            try
            {
                _ahead?.Apply();
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
        if (++_writes >= WritesPerCheckpoint) HaveChoresDone();
        return result;
    });

    /// <summary>Writes one transaction: ahead of the file where that is possible, which takes half the time, or as
    /// <see cref="Together"/>.</summary>
    /// <param name="row">What it writes.</param>
    /// <param name="write">Writes that.</param>
    /// <param name="along">Something else for the same transaction.</param>
    /// <exception cref="StoreException">Nothing is written.</exception>
    public void Ahead(AheadRow row, Action<SqliteTransaction> write, PendingWrite along)
    {
        lock (_use)
        {
            Action<SqliteTransaction> other = along.Take();
            byte[] entry = AheadRow.Join([.. along.Rows, row]);
            if (_ahead is null || _ahead.Count == AheadMax || !_ahead.Fits(entry))
            {
                Together(write, along);
                return;
            }

            _ahead.Add(entry, transaction =>
            {
                other(transaction);
                write(transaction);
            });
            along.Written();
            HaveChoresDone();
        }
    }

    /// <summary>As <see cref="Synced"/>, with something else in the same transaction: both are written or neither.
    /// </summary>
    public void Together(Action<SqliteTransaction> write, PendingWrite? along = null) => Synced(() =>
    {
        using SqliteTransaction transaction = Connection.BeginTransaction(deferred: false);
        along?.Take()(transaction);
        write(transaction);
        transaction.Commit();
        along?.Written();
        return 0;
    });

    public void Dispose()
    {
        if (_closing.IsCancellationRequested) return;
        _closing.Cancel();
        _chores.Wait();
        TryApply();
        _closing.Dispose();
        _ahead?.Dispose();
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

    // Not beside what a write was for: the bytes of a transaction are on their way then.
    private void HaveChoresDone()
    {
        lock (_use)
        {
            if (_isChoreDue) return;
            _isChoreDue = true;
            _chores = DoChoresAsync(_chores);
        }
    }

    private async Task DoChoresAsync(Task before)
    {
        await before;
        await Task.Delay(Lull, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        bool isCheckpointDue;
        lock (_use)
        {
            _isChoreDue = false;
            isCheckpointDue = _writes >= WritesPerCheckpoint;
            if (isCheckpointDue) _writes = 0;
        }

        TryApply();
        if (isCheckpointDue) Checkpoint();
    }

    // What cannot be brought to the file stays in the log; whoever uses the file next is told why.
    private void TryApply()
    {
        try
        {
            Guarded(() => 0);
        }
        catch (StoreException)
        {
            // As said.
        }
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
