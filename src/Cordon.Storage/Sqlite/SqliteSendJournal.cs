using System.Text.Json;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Storage.Ahead;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Keeps what was sent in a SQLite file of its own, each record on the disk before <see cref="Save"/> returns.
/// </summary>
/// <remarks>Apart from the scans' file, whose writes are not synced one by one: a lost signal is found again by reading
/// the blocks again, a lost nonce sends twice.</remarks>
public sealed class SqliteSendJournal : ISendJournal
{
    private readonly SyncedFile _file;
    private readonly Dictionary<(ulong Chain, Address Account), Commitments> _commitments = []; // no other writer

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal); // a key that is new is not looked for

    private readonly SqliteCommand _find;
    private readonly SqliteCommand _save;

    private SqliteSendJournal(SyncedFile file)
    {
        _file = file;
        _find = SqliteRows.Command(file.Connection, "SELECT json FROM send WHERE key = $key", ("$key", ""));
        _save = SqliteRows.Command(
            file.Connection, "INSERT OR REPLACE INTO send VALUES "
            + "($key, $chain, $account, $nonce, $open, $created, $committed, $json)",
            ("$key", ""), ("$chain", 0L), ("$account", ""), ("$nonce", 0L), ("$open", 0), ("$created", 0L),
            ("$committed", ""), ("$json", Array.Empty<byte>()));
        using SqliteCommand keys = SqliteRows.Command(file.Connection, "SELECT key FROM send");
        using SqliteDataReader row = keys.ExecuteReader();
        while (row.Read()) _keys.Add(row.GetString(0));
    }

    /// <summary>Opens a journal, creating it where there is none.</summary>
    /// <param name="withRoom">Whether room for what comes is made at once: for a node, which must be fast.</param>
    /// <exception cref="StoreException">It is locked, read-only, newer, or no journal.</exception>
    public static SqliteSendJournal Open(string path, bool withRoom = false) =>
        new(SyncedFile.Open(path, SqliteSchema.Sending, withRoom: withRoom));

    /// <summary>What is kept in a file that somebody else opened and closes.</summary>
    internal static SqliteSendJournal Of(SyncedFile file) => new(file);

    /// <inheritdoc/>
    public SendRecord? Find(string key) => !_file.Exclusively(() => _keys.Contains(key)) ? null : _file.Guarded(() =>
    {
        _find.Parameters["$key"].Value = key;
        return _find.ExecuteScalar() is byte[] json ? Read(json) : null;
    });

    /// <inheritdoc/>
    public IReadOnlyList<SendRecord> ReadOpen(ulong chain, Address from) => _file.Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _file.Connection, "SELECT json FROM send WHERE chain = $chain AND account = $account AND is_open = 1 "
            + "ORDER BY nonce", ("$chain", (long)chain), ("$account", from.ToString()));
        List<SendRecord> records = [];
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) records.Add(Read(row.GetFieldValue<byte[]>(0)));
        return records;
    });

    /// <inheritdoc/>
    public UInt256 CommittedSince(ulong chain, Address from, DateTimeOffset since) => _file.Exclusively(() =>
    {
        long sinceMs = since.ToUnixTimeMilliseconds();
        bool isKnown = _commitments.TryGetValue((chain, from), out Commitments? known) && known.SinceMs <= sinceMs;
        if (!isKnown)
            _commitments[(chain, from)] = known = _file.Guarded(() => ReadCommitments(chain, from, sinceMs));
        return known!.Sum(sinceMs);
    });

    /// <inheritdoc/>
    public void Save(SendRecord record, IPendingWrite? along = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        byte[] json = JsonBytes.Of(record);
        PendingWrite? with = along is PendingWrite own && own.IsFor(_file) ? own : null;
        if (with is not null)
        {
            _file.Ahead(
                new AheadRow(AheadKind.Sending, json), transaction => Write(record, json, transaction), with);
        }
        else
        {
            along?.Complete(); // another file's: first what it follows from
            _file.Together(transaction => Write(record, json, transaction));
        }

        _file.Exclusively(() =>
        {
            _keys.Add(record.Request.Key);
            if (_commitments.TryGetValue((record.Request.Chain, record.From), out Commitments? known))
                known.Put(
                    record.Request.Key, record.CreatedAt.ToUnixTimeMilliseconds(), record.IsOpen, record.Committed);
            return 0;
        });
    }

    /// <summary>Writes a row that was written ahead.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    internal void Write(AheadRow row, SqliteTransaction transaction)
    {
        SendRecord record = Read(row.Json);
        Write(record, row.Json, transaction);
        _keys.Add(record.Request.Key);
    }

    public void Dispose()
    {
        _file.Dispose(); // which may write once more
        _find.Dispose();
        _save.Dispose();
    }

    private void Write(SendRecord record, byte[] json, SqliteTransaction transaction)
    {
        _save.Transaction = transaction;
        SqliteParameterCollection row = _save.Parameters;
        row["$key"].Value = record.Request.Key;
        row["$chain"].Value = (long)record.Request.Chain;
        row["$account"].Value = record.From.ToString();
        row["$nonce"].Value = (long)record.Nonce;
        row["$open"].Value = record.IsOpen ? 1 : 0;
        row["$created"].Value = record.CreatedAt.ToUnixTimeMilliseconds();
        row["$committed"].Value = record.Committed.ToString();
        row["$json"].Value = json;
        _save.ExecuteNonQuery();
    }

    private Commitments ReadCommitments(ulong chain, Address from, long sinceMs)
    {
        using SqliteCommand command = SqliteRows.Command(
            _file.Connection, "SELECT key, created_ms, is_open, committed FROM send WHERE chain = $chain "
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
}
