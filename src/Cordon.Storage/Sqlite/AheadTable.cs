using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>How far a database has got with what was written ahead of it, and whose that is.</summary>
internal static class AheadTable
{
    /// <summary>The database's own identity, and the last entry that it has.</summary>
    public static (byte[] Identity, long Applied) Read(SqliteConnection connection)
    {
        using SqliteCommand command = SqliteRows.Command(connection, "SELECT identity, applied FROM ahead");
        using SqliteDataReader row = command.ExecuteReader();
        row.Read();
        return (row.GetFieldValue<byte[]>(0), row.GetInt64(1));
    }

    /// <summary>Notes within a transaction that it brings everything up to an entry.</summary>
    public static void Passed(SqliteConnection connection, SqliteTransaction transaction, long applied)
    {
        using SqliteCommand command = SqliteRows.Command(
            connection, "UPDATE ahead SET applied = $applied", ("$applied", applied));
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
