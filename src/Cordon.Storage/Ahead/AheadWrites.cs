using Cordon.Domain.Ports;
using Cordon.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Ahead;

/// <summary>What is in the log and not in the database yet. Under the lock of the database's file.</summary>
internal sealed class AheadWrites(AheadLog log, SqliteConnection connection) : IDisposable
{
    private readonly List<Action<SqliteTransaction>> _waiting = [];
    private long _last;

    /// <summary>How many writes the database has yet to get.</summary>
    public int Count => _waiting.Count;

    /// <summary>Whether there is room for an entry.</summary>
    public bool Fits(byte[] entry) => log.Fits(entry.Length);

    /// <summary>Has a write on the disk when it returns, and in the database with the next <see cref="Apply"/>.
    /// </summary>
    /// <exception cref="StoreException">It is not on the disk, and will not be in the database.</exception>
    public void Add(byte[] entry, Action<SqliteTransaction> write)
    {
        _last = log.Append(entry);
        _waiting.Add(write);
    }

    /// <summary>Brings all that waits to the database, or nothing: then it waits on.</summary>
    /// <exception cref="SqliteException">The database fails.</exception>
    public void Apply()
    {
        if (_waiting.Count == 0) return;
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        foreach (Action<SqliteTransaction> write in _waiting) write(transaction);
        AheadTable.Passed(connection, transaction, _last);
        transaction.Commit();
        _waiting.Clear();
        log.Restart();
    }

    public void Dispose() => log.Dispose();
}
