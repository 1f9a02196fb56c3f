using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Tests;

/// <summary>A folder of its own for a test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cordon-storage-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Every row of every table as text, in an order of its own: two equal dumps are two equal
    /// databases.</summary>
    public static string Dump(string database)
    {
        using SqliteConnection connection = new($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        List<string> lines = [];
        string[] tables = ["setting", "cursor", "block", "state", "signal", "incident", "incident_of_block"];
        foreach (string table in tables)
        {
            using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the names stand above
            command.CommandText = $"SELECT * FROM {table}";
#pragma warning restore CA2100
            using SqliteDataReader row = command.ExecuteReader();
            while (row.Read())
            {
                IEnumerable<string> cells = Enumerable.Range(0, row.FieldCount)
                    .Select(i => row.GetValue(i) is byte[] bytes
                        ? System.Text.Encoding.UTF8.GetString(bytes)
                        : row.GetValue(i).ToString()!);
                lines.Add($"{table}: {string.Join(" | ", cells)}");
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    /// <summary>Does something to a database that no store would do.</summary>
    /// <param name="json">What $json stands for, as UTF-8; null where there is none.</param>
    public static void Run(string database, string sql, string? json = null)
    {
        using SqliteConnection connection = new($"Data Source={database};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the statements stand in the tests
        command.CommandText = sql;
#pragma warning restore CA2100
        if (json is not null) command.Parameters.AddWithValue("$json", System.Text.Encoding.UTF8.GetBytes(json));
        command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
