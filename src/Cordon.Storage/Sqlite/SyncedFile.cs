using System.Text.Json;
using Cordon.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>A SQLite file whose writes are on the disk before they return, for several threads: what must not be
/// forgotten after a power failure is kept in such files.</summary>
internal sealed class SyncedFile : IDisposable
{
    private readonly Lock _use = new();
    private readonly string _path;
    private readonly WriterLock? _lock;

    private SyncedFile(string path, SqliteConnection connection, WriterLock? writerLock) =>
        (_path, Connection, _lock) = (path, connection, writerLock);

    /// <summary>To be used within <see cref="Guarded"/>.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Opens a file, creating it where there is none.</summary>
    /// <param name="busySeconds">How long one program waits for another's write; null for a file that one program alone
    /// writes to, and which is refused to a second.</param>
    /// <param name="prepare">What else is to be done before it is used; null for nothing.</param>
    /// <exception cref="StoreException">It is locked, read-only, newer, or a file of something else.</exception>
    public static SyncedFile Open(
        string path, SqliteSchema schema, int? busySeconds = null, Action<SqliteConnection>? prepare = null)
    {
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new StoreException(SqliteFaults.ReadOnlyText(path));
        WriterLock? writerLock = busySeconds is null ? WriterLock.Take(path) : null;
        SqliteConnectionStringBuilder source = new() { DataSource = path, Pooling = false };
        if (busySeconds is { } seconds) source.DefaultTimeout = seconds;
        SqliteConnection connection = new(source.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            if (schema.Prepare(connection) is { } problem) throw new StoreException($"{path}: {problem}");
            prepare?.Invoke(connection);
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

    public void Dispose()
    {
        Connection.Dispose();
        _lock?.Dispose();
    }
}
