using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Reads single rows and streams of rows.</summary>
internal static class SqliteRows
{
    public static ScanCursor? Cursor(SqliteConnection connection, string source)
    {
        using SqliteCommand command = Command(
            connection, "SELECT delivered, chain, number, hash FROM cursor WHERE source = $source",
            ("$source", source));
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read()
            ? new ScanCursor(source, row.GetInt64(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2), Hash(row, 3))
            : null;
    }

    /// <summary>Saves a setting unless it is there, and returns what is there.</summary>
    public static string Setting(SqliteConnection connection, string name, string value)
    {
        using SqliteCommand insert = Command(
            connection, "INSERT OR IGNORE INTO setting VALUES ($name, $value)", ("$name", name), ("$value", value));
        insert.ExecuteNonQuery();
        using SqliteCommand select = Command(
            connection, "SELECT value FROM setting WHERE name = $name", ("$name", name));
        return (string)select.ExecuteScalar()!;
    }

    public static IEnumerable<Signal> Signals(SqliteConnection connection, Severity severityMin)
    {
        using SqliteCommand command = Command(
            connection,
            "SELECT json FROM signal WHERE severity >= $min ORDER BY chain, block, retracted DESC, position, id",
            ("$min", (long)severityMin));
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) yield return SignalJson.Read(row.GetFieldValue<byte[]>(0));
    }

    public static IEnumerable<Incident> Incidents(SqliteConnection connection, Severity severityMin)
    {
        using SqliteCommand command = Command(
            connection,
            "SELECT json FROM incident WHERE severity >= $min ORDER BY chain, first_block, id",
            ("$min", (long)severityMin));
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) yield return JsonBytes.Incident(row.GetFieldValue<byte[]>(0));
    }

    public static Hash256 Hash(SqliteDataReader row, int column) => Hash256.Parse(row.GetString(column));

    public static SqliteCommand Command(
        SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
