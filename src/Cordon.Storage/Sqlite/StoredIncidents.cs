using System.Text.Json;
using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Reads the incidents of a database, whichever of ours it is: a scan's, or a node's decisions.</summary>
public static class StoredIncidents
{
    /// <summary>Every incident in its latest version, whatever its state and age.</summary>
    /// <exception cref="StoreException">There is no such database, or it is newer, damaged or not ours.</exception>
    public static IReadOnlyList<Incident> Read(string path)
    {
        if (!File.Exists(path)) throw new StoreException($"{path}: there is no such database.");
        try
        {
            using SqliteConnection connection = ReadOnlyFile.Open(path);
            if (SqliteSchema.ApplicationOf(connection) != SqliteSchema.Decisions.ApplicationId) return OfScan(path);
            if (SqliteSchema.Decisions.ProblemOf(connection) is { } problem)
                throw new StoreException($"{path}: {problem}");
            return OfDecisions(connection);
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Explain(path, fault);
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            throw new StoreException($"{path}: a row cannot be read ({fault.Message}): restore a copy.", fault);
        }
    }

    private static List<Incident> OfScan(string path)
    {
        using SqliteScanStore store = SqliteScanStore.OpenReadOnly(path);
        return [.. store.ReadIncidents()];
    }

    private static List<Incident> OfDecisions(SqliteConnection connection)
    {
        using SqliteCommand command = SqliteRows.Command(connection, "SELECT json FROM incident ORDER BY id");
        List<Incident> incidents = [];
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) incidents.Add(JsonBytes.Incident(row.GetFieldValue<byte[]>(0)));
        return incidents;
    }
}
