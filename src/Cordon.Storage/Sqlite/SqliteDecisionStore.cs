using System.Text.Json;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Keeps decisions in a SQLite file of its own, on the disk before <see cref="Keep"/> returns. Safe for
/// several threads, and for several programs: a person answers (<c>cordon confirm</c>) while the node runs.</summary>
public sealed class SqliteDecisionStore : IDecisionStore
{
    private const int BusySeconds = 5; // how long one program waits for the other's write

    private readonly Lock _use = new();
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly SqliteCommand _insertDecision;
    private readonly SqliteCommand _putIncident;

    private SqliteDecisionStore(string path, SqliteConnection connection)
    {
        (_path, _connection) = (path, connection);
        _insertDecision = SqliteRows.Command(
            connection, "INSERT INTO decision (key, protocol, at_ms, json) VALUES ($key, $protocol, $at, $json)",
            ("$key", ""), ("$protocol", ""), ("$at", 0L), ("$json", Array.Empty<byte>()));
        _putIncident = SqliteRows.Command(
            connection, "INSERT OR REPLACE INTO incident VALUES ($id, $json)",
            ("$id", ""), ("$json", Array.Empty<byte>()));
    }

    /// <summary>Opens a store, creating it where there is none.</summary>
    /// <exception cref="StoreException">It is read-only, newer, or no store of decisions.</exception>
    public static SqliteDecisionStore Open(string path, SqliteStoreOptions? options = null)
    {
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new StoreException(SqliteFaults.ReadOnlyText(path));
        return Connect(path, options ?? new SqliteStoreOptions());
    }

    /// <summary>Opens a store that a node has made.</summary>
    /// <exception cref="StoreException">There is none, or as <see cref="Open"/>.</exception>
    public static SqliteDecisionStore OpenExisting(string path) => File.Exists(path)
        ? Open(path)
        : throw new StoreException($"{path}: there is no such database: has a node run with this configuration?");

    /// <inheritdoc/>
    public void Keep(IReadOnlyCollection<ResponseDecision> decisions, IReadOnlyCollection<Incident>? incidents = null)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        Guarded(() =>
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            foreach (Incident incident in incidents ?? []) Put(incident, transaction);
            foreach (ResponseDecision decision in decisions) Insert(decision, transaction);
            transaction.Commit();
            return 0;
        });
    }

    /// <inheritdoc/>
    public ResponseDecision? Find(string key) => Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _connection, "SELECT json FROM decision WHERE key = $key ORDER BY seq DESC LIMIT 1", ("$key", key));
        return command.ExecuteScalar() is byte[] json ? JsonBytes.Decision(json) : null;
    });

    /// <inheritdoc/>
    public IReadOnlyList<ResponseDecision> ReadSince(string? protocol, DateTimeOffset since) => Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _connection, "SELECT json FROM decision WHERE at_ms >= $since AND ($all OR protocol = $protocol) "
            + "ORDER BY seq",
            ("$since", since.ToUnixTimeMilliseconds()), ("$all", protocol is null ? 1L : 0L),
            ("$protocol", protocol ?? ""));
        List<ResponseDecision> decisions = [];
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) decisions.Add(JsonBytes.Decision(row.GetFieldValue<byte[]>(0)));
        return decisions;
    });

    /// <inheritdoc/>
    public Incident? FindIncident(string id) => Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _connection, "SELECT json FROM incident WHERE id = $id", ("$id", id));
        return command.ExecuteScalar() is byte[] json ? JsonBytes.Incident(json) : null;
    });

    public void Dispose()
    {
        _insertDecision.Dispose();
        _putIncident.Dispose();
        _connection.Dispose();
    }

    private static SqliteDecisionStore Connect(string path, SqliteStoreOptions options)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            SqliteSchema.Bound(connection, options.SizeMaxMb);
            if (SqliteSchema.Decisions.Prepare(connection) is { } problem)
                throw new StoreException($"{path}: {problem}");
            return new SqliteDecisionStore(path, connection);
        }
        catch (Exception fault)
        {
            connection.Dispose();
            if (fault is SqliteException sqlite) throw SqliteFaults.Explain(path, sqlite);
            throw;
        }
    }

    private void Insert(ResponseDecision decision, SqliteTransaction transaction)
    {
        _insertDecision.Transaction = transaction;
        _insertDecision.Parameters["$key"].Value = decision.Key;
        _insertDecision.Parameters["$protocol"].Value = decision.Protocol;
        _insertDecision.Parameters["$at"].Value = decision.At.ToUnixTimeMilliseconds();
        _insertDecision.Parameters["$json"].Value = JsonBytes.Of(decision);
        _insertDecision.ExecuteNonQuery();
    }

    private void Put(Incident incident, SqliteTransaction transaction)
    {
        _putIncident.Transaction = transaction;
        _putIncident.Parameters["$id"].Value = incident.Id;
        _putIncident.Parameters["$json"].Value = JsonBytes.Of(incident);
        _putIncident.ExecuteNonQuery();
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
