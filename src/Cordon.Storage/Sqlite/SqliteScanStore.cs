using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Keeps scans in a SQLite file (write-ahead log, one writer, any number of readers).</summary>
public sealed class SqliteScanStore : IScanStore
{
    private readonly SqliteConnection _connection;
    private readonly WriterLock? _lock;
    private readonly SqliteStoreOptions _options;
    private readonly string _path;
    private readonly SqliteBlockWriter? _writer;

    private SqliteScanStore(string path, SqliteConnection connection, WriterLock? scanLock, SqliteStoreOptions options)
    {
        (_path, _connection, _lock, _options) = (path, connection, scanLock, options);
        if (scanLock is not null) _writer = new SqliteBlockWriter(connection, options.ReorgDepthMax);
    }

    /// <summary>Opens a database for a scan, creating it where there is none.</summary>
    /// <exception cref="StoreException">It is locked, read-only, newer, or not a database.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public static SqliteScanStore Open(string path, SqliteStoreOptions? options = null)
    {
        options ??= new SqliteStoreOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new StoreException(SqliteFaults.ReadOnlyText(path));
        WriterLock scanLock = WriterLock.Take(path);
        try
        {
            return Open(path, () => OpenToWrite(path), scanLock, options);
        }
        catch
        {
            scanLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database for reading only, also while a scan writes to it.</summary>
    /// <exception cref="StoreException">There is none, or it is newer, or not a database.</exception>
    public static SqliteScanStore OpenReadOnly(string path)
    {
        if (!File.Exists(path)) throw new StoreException($"{path}: there is no such database.");
        return Open(path, () => ReadOnlyFile.Open(path), null, new SqliteStoreOptions());
    }

    /// <inheritdoc/>
    public ScanCursor? ReadCursor(string source) => Guarded(() => SqliteRows.Cursor(_connection, source));

    /// <inheritdoc/>
    public IReadOnlyList<StoredTimeline> ReadTimelines() =>
        Guarded(() => SqliteTimelines.Read(_connection, _options.ReorgDepthMax));

    /// <inheritdoc/>
    public string KeepSetting(string setting, string value) =>
        Guarded(() => SqliteRows.Setting(_connection, setting, value));

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<BlockCommit> blocks)
    {
        if (_writer is null) throw new InvalidOperationException("the database was opened for reading only");
        Guarded(() =>
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            foreach (BlockCommit block in blocks) _writer.Write(block, transaction);
            transaction.Commit();
            return 0;
        });
    }

    /// <inheritdoc/>
    public IEnumerable<Signal> ReadSignals(Severity severityMin = Severity.Info) =>
        Streamed(SqliteRows.Signals(_connection, severityMin));

    /// <inheritdoc/>
    public IEnumerable<Incident> ReadIncidents(Severity severityMin = Severity.Info) =>
        Streamed(SqliteRows.Incidents(_connection, severityMin));

    public void Dispose()
    {
        _writer?.Dispose();
        _connection.Dispose();
        _lock?.Dispose();
    }

    private static SqliteScanStore Open(
        string path, Func<SqliteConnection> open, WriterLock? scanLock, SqliteStoreOptions options)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = open();
            if (scanLock is not null) Configure(connection, options);
            string? problem = scanLock is null
                ? SqliteSchema.Scan.ProblemOf(connection)
                : SqliteSchema.Scan.Prepare(connection);
            if (problem is not null) throw new StoreException($"{path}: {problem}");
            return new SqliteScanStore(path, connection, scanLock, options);
        }
        catch (SqliteException fault)
        {
            connection?.Dispose();
            throw SqliteFaults.Explain(path, fault);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    private static SqliteConnection OpenToWrite(string path)
    {
        // A pooled connection would keep the file open after the scan.
        SqliteConnection connection = new(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    // NORMAL: a killed process loses nothing; a power failure may lose the last blocks, which are scanned again.
    private static void Configure(SqliteConnection connection, SqliteStoreOptions options)
    {
        SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        SqliteSchema.Bound(connection, options.SizeMaxMb);
    }

    private IEnumerable<T> Streamed<T>(IEnumerable<T> rows)
    {
        using IEnumerator<T> row = rows.GetEnumerator();
        while (Guarded(row.MoveNext)) yield return row.Current;
    }

    private T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Explain(_path, fault);
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException or JsonException)
        {
            throw new StoreException($"{_path}: a row cannot be read ({fault.Message}): restore a copy.", fault);
        }
    }
}
