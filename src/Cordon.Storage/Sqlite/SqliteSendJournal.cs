using System.Text.Json;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Keeps what was sent in a SQLite file of its own, each record on the disk before <see cref="Save"/> returns.
/// </summary>
/// <remarks>Apart from the scans' file, whose writes are not synced one by one: a lost signal is found again by reading
/// the blocks again, a lost nonce sends twice.</remarks>
public sealed class SqliteSendJournal : ISendJournal
{
    private readonly Lock _use = new();
    private readonly SqliteConnection _connection;
    private readonly WriterLock _lock;
    private readonly string _path;
    private readonly Dictionary<(ulong Chain, Address Account), Commitments> _commitments = []; // no other writer

    private SqliteSendJournal(string path, SqliteConnection connection, WriterLock writerLock) =>
        (_path, _connection, _lock) = (path, connection, writerLock);

    /// <summary>Opens a journal, creating it where there is none.</summary>
    /// <exception cref="StoreException">It is locked, read-only, newer, or no journal.</exception>
    public static SqliteSendJournal Open(string path)
    {
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new StoreException(SqliteFaults.ReadOnlyText(path));
        WriterLock writerLock = WriterLock.Take(path);
        SqliteConnection connection = new(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            if (SqliteSchema.Sending.Prepare(connection) is { } problem)
                throw new StoreException($"{path}: {problem}");
            return new SqliteSendJournal(path, connection, writerLock);
        }
        catch (Exception fault)
        {
            connection.Dispose();
            writerLock.Dispose();
            if (fault is SqliteException sqlite) throw SqliteFaults.Explain(path, sqlite);
            throw;
        }
    }

    /// <inheritdoc/>
    public SendRecord? Find(string key) => Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _connection, "SELECT json FROM send WHERE key = $key", ("$key", key));
        return command.ExecuteScalar() is byte[] json ? Read(json) : null;
    });

    /// <inheritdoc/>
    public IReadOnlyList<SendRecord> ReadOpen(ulong chain, Address from) => Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _connection, "SELECT json FROM send WHERE chain = $chain AND account = $account AND is_open = 1 "
            + "ORDER BY nonce", ("$chain", (long)chain), ("$account", from.ToString()));
        List<SendRecord> records = [];
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) records.Add(Read(row.GetFieldValue<byte[]>(0)));
        return records;
    });

    /// <inheritdoc/>
    public UInt256 CommittedSince(ulong chain, Address from, DateTimeOffset since) => Guarded(() =>
    {
        long sinceMs = since.ToUnixTimeMilliseconds();
        bool isKnown = _commitments.TryGetValue((chain, from), out Commitments? known) && known.SinceMs <= sinceMs;
        if (!isKnown) _commitments[(chain, from)] = known = ReadCommitments(chain, from, sinceMs);
        return known!.Sum(sinceMs);
    });

    /// <inheritdoc/>
    public void Save(SendRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Guarded(() =>
        {
            using SqliteCommand command = SqliteRows.Command(
                _connection, "INSERT OR REPLACE INTO send VALUES "
                + "($key, $chain, $account, $nonce, $open, $created, $committed, $json)",
                ("$key", record.Request.Key), ("$chain", (long)record.Request.Chain),
                ("$account", record.From.ToString()), ("$nonce", (long)record.Nonce),
                ("$open", record.IsOpen ? 1 : 0), ("$created", record.CreatedAt.ToUnixTimeMilliseconds()),
                ("$committed", record.Committed.ToString()), ("$json", JsonBytes.Of(record)));
            int rows = command.ExecuteNonQuery();
            if (_commitments.TryGetValue((record.Request.Chain, record.From), out Commitments? known))
                known.Put(
                    record.Request.Key, record.CreatedAt.ToUnixTimeMilliseconds(), record.IsOpen, record.Committed);
            return rows;
        });
    }

    public void Dispose()
    {
        _connection.Dispose();
        _lock.Dispose();
    }

    private Commitments ReadCommitments(ulong chain, Address from, long sinceMs)
    {
        using SqliteCommand command = SqliteRows.Command(
            _connection, "SELECT key, created_ms, is_open, committed FROM send WHERE chain = $chain "
            + "AND account = $account AND (created_ms >= $since OR is_open = 1)",
            ("$chain", (long)chain), ("$account", from.ToString()), ("$since", sinceMs));
        Commitments found = new() { SinceMs = sinceMs };
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            found.Put(row.GetString(0), row.GetInt64(1), row.GetInt64(2) == 1, UInt256.Parse(row.GetString(3)));
        return found;
    }

    private static SendRecord Read(byte[] bytes)
    {
        using JsonDocument json = JsonDocument.Parse(bytes);
        return SendRecordJson.Read(json.RootElement);
    }

    // A connection of SQLite serves one thread at a time.
    private T Guarded<T>(Func<T> action)
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
}
