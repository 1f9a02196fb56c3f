using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Writes the changes of one block; the caller holds the transaction.</summary>
internal sealed class SqliteBlockWriter(SqliteConnection connection, int depthMax) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public void Write(BlockCommit commit, SqliteTransaction transaction)
    {
        StoredBlock block = commit.Block;
        long chain = (long)block.Chain;
        long tip = Tip(chain, transaction, out string tipHash, out long tipNumber);
        bool isKnown = tip >= 0 && commit.Dropped == 0 && !block.Hash.IsZero
            && tipHash == block.Hash.ToString() && tipNumber == (long)block.Number;
        if (isKnown) return; // kept before

        long ord = tip - commit.Dropped + 1;
        if (commit.Dropped > 0) Forget(chain, ord, transaction);
        foreach (Signal signal in commit.Retracted) Put(signal, ord, 0, transaction);
        WriteBlock(block, ord, transaction);
        for (int i = 0; i < block.Signals.Length; i++) Put(block.Signals[i], ord, i, transaction);
        foreach (Incident incident in commit.Incidents) Put(incident, transaction);
        for (int i = 0; i < block.Incidents.Length; i++)
        {
            Run(transaction, "INSERT INTO incident_of_block VALUES ($chain, $ord, $position, $json)",
                ("$chain", chain), ("$ord", ord), ("$position", i), ("$json", JsonBytes.Of(block.Incidents[i])));
        }

        Prune(chain, ord - depthMax, transaction);
        Put(commit.Cursor, transaction);
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values) command.Dispose();
    }

    private long Tip(long chain, SqliteTransaction transaction, out string hash, out long number)
    {
        SqliteCommand command = Prepare(
            transaction, "SELECT ord, hash, number FROM block WHERE chain = $chain ORDER BY ord DESC LIMIT 1",
            ("$chain", chain));
        using SqliteDataReader row = command.ExecuteReader();
        bool isThere = row.Read();
        (hash, number) = isThere ? (row.GetString(1), row.GetInt64(2)) : ("", -1);
        return isThere ? row.GetInt64(0) : -1;
    }

    private void WriteBlock(StoredBlock block, long ord, SqliteTransaction transaction)
    {
        long chain = (long)block.Chain;
        Run(transaction, "INSERT INTO block VALUES ($chain, $ord, $number, $hash, $parent, $known)",
            ("$chain", chain), ("$ord", ord), ("$number", (long)block.Number), ("$hash", block.Hash.ToString()),
            ("$parent", block.ParentHash.ToString()), ("$known", block.IsStateKnown ? 1L : 0L));
        foreach ((string name, ReadOnlyMemory<byte> bytes) in block.States)
        {
            Run(transaction, "INSERT INTO state VALUES ($chain, $name, $ord, $bytes)",
                ("$chain", chain), ("$name", name), ("$ord", ord), ("$bytes", bytes.ToArray()));
        }
    }

    // The rows of replaced blocks; their signals stay, marked as retracted.
    private void Forget(long chain, long from, SqliteTransaction transaction)
    {
        Run(transaction, "DELETE FROM block WHERE chain = $chain AND ord >= $from", ("$chain", chain), ("$from", from));
        Run(transaction, "DELETE FROM state WHERE chain = $chain AND ord >= $from", ("$chain", chain), ("$from", from));
        Run(transaction, "DELETE FROM incident_of_block WHERE chain = $chain AND ord >= $from",
            ("$chain", chain), ("$from", from));
    }

    private void Put(Signal signal, long ord, long position, SqliteTransaction transaction) => Run(
        transaction,
        "INSERT INTO signal VALUES ($id, $chain, $ord, $position, $block, $detector, $severity, $retracted, $json) "
        + "ON CONFLICT (id) DO UPDATE SET ord = excluded.ord, position = excluded.position, "
        + "severity = excluded.severity, retracted = excluded.retracted, json = excluded.json",
        ("$id", signal.Id), ("$chain", (long)signal.Chain), ("$ord", ord), ("$position", position),
        ("$block", (long)signal.Block), ("$detector", signal.Detector), ("$severity", (long)signal.Severity),
        ("$retracted", signal.Retracted ? 1L : 0L), ("$json", JsonBytes.Of(signal)));

    private void Put(Incident incident, SqliteTransaction transaction) => Run(
        transaction,
        "INSERT INTO incident VALUES ($id, $chain, $first, $severity, $state, $json) "
        + "ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, state = excluded.state, json = excluded.json",
        ("$id", incident.Id), ("$chain", (long)incident.Chain), ("$first", (long)incident.FirstBlock),
        ("$severity", (long)incident.Severity), ("$state", incident.State.ToString()),
        ("$json", JsonBytes.Of(incident)));

    private void Put(ScanCursor cursor, SqliteTransaction transaction) => Run(
        transaction,
        "INSERT INTO cursor VALUES ($source, $delivered, $chain, $number, $hash) ON CONFLICT (source) DO UPDATE SET "
        + "delivered = excluded.delivered, chain = excluded.chain, number = excluded.number, hash = excluded.hash",
        ("$source", cursor.Source), ("$delivered", cursor.Delivered), ("$chain", (long)cursor.Chain),
        ("$number", (long)cursor.Number), ("$hash", cursor.Hash.ToString()));

    // Blocks beyond the remembered depth, and versions of states that a newer one at or below it replaces.
    private void Prune(long chain, long last, SqliteTransaction transaction)
    {
        if (last < 0) return;
        Run(transaction, "DELETE FROM block WHERE chain = $chain AND ord <= $last", ("$chain", chain), ("$last", last));
        Run(transaction, "DELETE FROM incident_of_block WHERE chain = $chain AND ord <= $last",
            ("$chain", chain), ("$last", last));
        Run(transaction,
            "DELETE FROM state WHERE chain = $chain AND ord <= $last AND EXISTS (SELECT 1 FROM state newer "
            + "WHERE newer.chain = state.chain AND newer.name = state.name AND newer.ord > state.ord "
            + "AND newer.ord <= $last)",
            ("$chain", chain), ("$last", last));
    }

    private void Run(
        SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters) =>
        Prepare(transaction, sql, parameters).ExecuteNonQuery();

    // Each statement is compiled once and kept.
    private SqliteCommand Prepare(
        SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = SqliteRows.Command(connection, sql, parameters);
            _commands.Add(sql, command);
        }
        else
        {
            foreach ((string name, object value) in parameters) command.Parameters[name].Value = value;
        }

        command.Transaction = transaction;
        return command;
    }
}
