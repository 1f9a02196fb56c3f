using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Reads back what the engine remembered of each chain.</summary>
internal static class SqliteTimelines
{
    public static IReadOnlyList<StoredTimeline> Read(SqliteConnection connection, int depthMax)
    {
        List<StoredTimeline> timelines = [];
        foreach (long chain in Chains(connection))
        {
            List<(long Ord, StoredBlock Block)> blocks = Blocks(connection, chain, depthMax);
            if (blocks.Count > 0)
            {
                timelines.Add(new StoredTimeline(
                    (ulong)chain, [.. blocks.Select(block => Complete(connection, block))]));
            }
        }

        return timelines;

        StoredBlock Complete(SqliteConnection db, (long Ord, StoredBlock Block) row) => row.Block with
        {
            Signals = Signals(db, (long)row.Block.Chain, row.Ord),
            Incidents = Incidents(db, (long)row.Block.Chain, row.Ord),
        };
    }

    private static List<long> Chains(SqliteConnection connection)
    {
        using SqliteCommand command = SqliteRows.Command(connection, "SELECT DISTINCT chain FROM block ORDER BY chain");
        using SqliteDataReader row = command.ExecuteReader();
        List<long> chains = [];
        while (row.Read()) chains.Add(row.GetInt64(0));
        return chains;
    }

    // The latest blocks whose states are known without a hole, oldest first.
    private static List<(long Ord, StoredBlock Block)> Blocks(SqliteConnection connection, long chain, int depthMax)
    {
        List<(long Ord, StoredBlock Block)> blocks = [];
        using (SqliteCommand command = SqliteRows.Command(
            connection,
            "SELECT ord, number, hash, parent, state_known FROM block WHERE chain = $chain "
            + "ORDER BY ord DESC LIMIT $max",
            ("$chain", chain), ("$max", depthMax)))
        {
            using SqliteDataReader row = command.ExecuteReader();
            while (row.Read() && row.GetInt64(4) != 0)
            {
                blocks.Add((row.GetInt64(0), new StoredBlock
                {
                    Chain = (ulong)chain,
                    Number = (ulong)row.GetInt64(1),
                    Hash = SqliteRows.Hash(row, 2),
                    ParentHash = SqliteRows.Hash(row, 3),
                }));
            }
        }

        blocks.Reverse();
        for (int i = 0; i < blocks.Count; i++)
        {
            (long ord, StoredBlock block) = blocks[i];
            blocks[i] = (ord, block with { States = States(connection, chain, i == 0 ? long.MinValue : ord, ord) });
        }

        return blocks;
    }

    // The latest version of each part between two numbers; an older row of a part is overwritten by a newer one.
    private static ImmutableDictionary<string, ReadOnlyMemory<byte>> States(
        SqliteConnection connection, long chain, long from, long to)
    {
        var states = ImmutableDictionary.CreateBuilder<string, ReadOnlyMemory<byte>>();
        using SqliteCommand command = SqliteRows.Command(
            connection,
            "SELECT name, bytes FROM state WHERE chain = $chain AND ord BETWEEN $from AND $to ORDER BY ord",
            ("$chain", chain), ("$from", from), ("$to", to));
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) states[row.GetString(0)] = row.GetFieldValue<byte[]>(1);
        return states.ToImmutable();
    }

    private static ImmutableArray<Signal> Signals(SqliteConnection connection, long chain, long ord)
    {
        using SqliteCommand command = SqliteRows.Command(
            connection,
            "SELECT json FROM signal WHERE chain = $chain AND ord = $ord AND retracted = 0 ORDER BY position",
            ("$chain", chain), ("$ord", ord));
        using SqliteDataReader row = command.ExecuteReader();
        var signals = ImmutableArray.CreateBuilder<Signal>();
        while (row.Read()) signals.Add(SignalJson.Read(row.GetFieldValue<byte[]>(0)));
        return signals.ToImmutable();
    }

    private static ImmutableArray<Incident> Incidents(SqliteConnection connection, long chain, long ord)
    {
        using SqliteCommand command = SqliteRows.Command(
            connection,
            "SELECT json FROM incident_of_block WHERE chain = $chain AND ord = $ord ORDER BY position",
            ("$chain", chain), ("$ord", ord));
        using SqliteDataReader row = command.ExecuteReader();
        var incidents = ImmutableArray.CreateBuilder<Incident>();
        while (row.Read()) incidents.Add(JsonBytes.Incident(row.GetFieldValue<byte[]>(0)));
        return incidents.ToImmutable();
    }
}
