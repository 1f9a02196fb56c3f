using Cordon.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Says in words what SQLite says in numbers, and what to do about it.</summary>
internal static class SqliteFaults
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StoreException Explain(string path, SqliteException fault) => new(fault.SqliteErrorCode switch
    {
        Permission => $"{path}: access is not permitted: check the file's owner and mode.",
        Busy or Locked => $"{path}: another program is writing to it: wait until it has finished.",
        ReadOnly => ReadOnlyText(path),
        InputOutput => $"{path}: the disk does not read or write ({fault.Message}): check the disk.",
        Corrupt => $"{path}: the database is damaged ({fault.Message}): restore a copy or give another file.",
        Full => $"{path}: no space left: free some space (or raise the size bound) and run again, nothing is lost.",
        CannotOpen => $"{path}: cannot be opened: check that its folder exists and may be written to.",
        NotADatabase => $"{path}: is not a database: give another file.",
        _ => $"{path}: {fault.Message}",
    }, fault);

    public static string ReadOnlyText(string path) => $"{path}: is read-only: make it writable or give another file.";
}
