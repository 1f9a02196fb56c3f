using System.Text.Json;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Storage.Ahead;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Keeps decisions in a SQLite file of its own, on the disk before <see cref="Keep"/> returns. Safe for
/// several threads, and for several programs: a person answers (<c>cordon confirm</c>) while the node runs.</summary>
public sealed class SqliteDecisionStore : IDecisionStore
{
    private const int BusySeconds = 5; // how long one program waits for the other's write

    private readonly SyncedFile _file;
    private readonly SqliteCommand _insertDecision;
    private readonly SqliteCommand _putIncident;

    private SqliteDecisionStore(SyncedFile file)
    {
        _file = file;
        _insertDecision = SqliteRows.Command(
            file.Connection, "INSERT INTO decision (key, protocol, at_ms, json) VALUES ($key, $protocol, $at, $json)",
            ("$key", ""), ("$protocol", ""), ("$at", 0L), ("$json", Array.Empty<byte>()));
        _putIncident = SqliteRows.Command(
            file.Connection, "INSERT OR REPLACE INTO incident VALUES ($id, $json)",
            ("$id", ""), ("$json", Array.Empty<byte>()));
    }

    /// <summary>Opens a store, creating it where there is none.</summary>
    /// <param name="withRoom">Whether room for what comes is made at once: for a node, which must be fast.</param>
    /// <exception cref="StoreException">It is read-only, newer, or no store of decisions.</exception>
    public static SqliteDecisionStore Open(
        string path, SqliteStoreOptions? options = null, bool withRoom = false) =>
        new(OpenFile(path, options, withRoom));

    /// <summary>Opens a store that a node has made.</summary>
    /// <exception cref="StoreException">There is none, or as <see cref="Open"/>.</exception>
    public static SqliteDecisionStore OpenExisting(string path)
    {
        RequireIts(path);
        return Open(path);
    }

    /// <summary>Opens a store that a node has made, for reading alone: also where nothing may be written.</summary>
    /// <exception cref="StoreException">There is none, or it is newer, or no store of decisions.</exception>
    public static SqliteDecisionStore OpenReadOnly(string path)
    {
        RequireIts(path);
        return new(SyncedFile.OpenReadOnly(path, SqliteSchema.Decisions));
    }

    /// <inheritdoc/>
    public void Keep(IReadOnlyCollection<ResponseDecision> decisions, IReadOnlyCollection<Incident>? incidents = null)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        Prepare(decisions, incidents ?? []).Complete();
    }

    /// <inheritdoc/>
    public IPendingWrite Prepare(
        IReadOnlyCollection<ResponseDecision> decisions, IReadOnlyCollection<Incident> incidents) =>
        Pending(
            [.. incidents.Select(incident => (incident, JsonBytes.Of(incident)))],
            [.. decisions.Select(decision => (decision, JsonBytes.Of(decision)))]);

    /// <inheritdoc/>
    public bool KeepAnswer(ResponseDecision answered)
    {
        ArgumentNullException.ThrowIfNull(answered);
        return _file.Guarded(() =>
        {
            using SqliteTransaction transaction = _file.Connection.BeginTransaction(deferred: false);
            // A signed answer that the node has not judged yet is an answer too.
            if (Latest(answered.Key, transaction) is not { Permission: Permission.NeedsHuman, Answer: null })
                return false;
            Insert(answered, JsonBytes.Of(answered), transaction);
            transaction.Commit();
            return true;
        });
    }

    /// <inheritdoc/>
    public ResponseDecision? Find(string key) => _file.Guarded(() => Latest(key, null));

    /// <inheritdoc/>
    public IReadOnlyList<ResponseDecision> ReadSince(string? protocol, DateTimeOffset since) => _file.Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _file.Connection, "SELECT json FROM decision WHERE at_ms >= $since AND ($all OR protocol = $protocol) "
            + "ORDER BY seq",
            ("$since", since.ToUnixTimeMilliseconds()), ("$all", protocol is null ? 1L : 0L),
            ("$protocol", protocol ?? ""));
        List<ResponseDecision> decisions = [];
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) decisions.Add(JsonBytes.Decision(row.GetFieldValue<byte[]>(0)));
        return decisions;
    });

    /// <inheritdoc/>
    public Incident? FindIncident(string id) => _file.Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _file.Connection, "SELECT json FROM incident WHERE id = $id", ("$id", id));
        return command.ExecuteScalar() is byte[] json ? JsonBytes.Incident(json) : null;
    });

    public void Dispose()
    {
        _file.Dispose(); // which may write once more
        _insertDecision.Dispose();
        _putIncident.Dispose();
    }

    private static void RequireIts(string path)
    {
        if (!File.Exists(path))
            throw new StoreException($"{path}: there is no such database: has a node run with this configuration?");
    }

    /// <summary>What is kept in a file that somebody else opened and closes.</summary>
    internal static SqliteDecisionStore Of(SyncedFile file) => new(file);

    internal static SyncedFile OpenFile(
        string path, SqliteStoreOptions? options, bool withRoom, bool isLocked = false) => SyncedFile.Open(
            path, SqliteSchema.Decisions, BusySeconds,
            connection => SqliteSchema.Bound(connection, (options ?? new SqliteStoreOptions()).SizeMaxMb), withRoom,
            isLocked);

    private ResponseDecision? Latest(string key, SqliteTransaction? transaction)
    {
        using SqliteCommand command = SqliteRows.Command(
            _file.Connection, "SELECT json FROM decision WHERE key = $key ORDER BY seq DESC LIMIT 1", ("$key", key));
        command.Transaction = transaction;
        return command.ExecuteScalar() is byte[] json ? JsonBytes.Decision(json) : null;
    }

    /// <summary>Writes a row that was written ahead.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    internal void Write(AheadRow row, SqliteTransaction transaction)
    {
        if (row.Kind == AheadKind.Decision) Insert(JsonBytes.Decision(row.Json), row.Json, transaction);
        else Put(JsonBytes.Incident(row.Json), row.Json, transaction);
    }

    private PendingWrite Pending((Incident Item, byte[] Json)[] incidents, (ResponseDecision Item, byte[] Json)[] news)
    {
        AheadRow[] rows =
        [
            .. incidents.Select(incident => new AheadRow(AheadKind.Incident, incident.Json)),
            .. news.Select(decision => new AheadRow(AheadKind.Decision, decision.Json)),
        ];
        return new PendingWrite(_file, rows, transaction =>
        {
            foreach ((Incident incident, byte[] json) in incidents) Put(incident, json, transaction);
            foreach ((ResponseDecision decision, byte[] json) in news) Insert(decision, json, transaction);
        });
    }

    private void Insert(ResponseDecision decision, byte[] json, SqliteTransaction transaction)
    {
        _insertDecision.Transaction = transaction;
        _insertDecision.Parameters["$key"].Value = decision.Key;
        _insertDecision.Parameters["$protocol"].Value = decision.Protocol;
        _insertDecision.Parameters["$at"].Value = decision.At.ToUnixTimeMilliseconds();
        _insertDecision.Parameters["$json"].Value = json;
        _insertDecision.ExecuteNonQuery();
    }

    private void Put(Incident incident, byte[] json, SqliteTransaction transaction)
    {
        _putIncident.Transaction = transaction;
        _putIncident.Parameters["$id"].Value = incident.Id;
        _putIncident.Parameters["$json"].Value = json;
        _putIncident.ExecuteNonQuery();
    }
}
