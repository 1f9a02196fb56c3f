using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Opens databases for reading alone.</summary>
internal static class ReadOnlyFile
{
    private const int ReadOnly = 8;
    private const int CannotOpen = 14;

    /// <summary>A connection that leaves the file and its folder as they are, also while another program writes to the
    /// file, and where nothing may be written.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static SqliteConnection Open(string path)
    {
        try
        {
            return Read(path);
        }
        catch (SqliteException fault) when (
            fault.SqliteErrorCode is ReadOnly or CannotOpen && File.Exists(path) && !File.Exists(path + "-wal"))
        {
            // Readers keep notes beside a file with a log. Where they must not, and there is no log, nobody writes.
            return Read($"file:{Uri.EscapeDataString(Path.GetFullPath(path))}?immutable=1");
        }
    }

    private static SqliteConnection Read(string source)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, "PRAGMA schema_version;"); // the file itself is opened when it is needed
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
