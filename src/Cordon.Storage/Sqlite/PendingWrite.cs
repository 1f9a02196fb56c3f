using Cordon.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>What is to be written to a file, by itself or in one with something else.</summary>
internal sealed class PendingWrite(SyncedFile file, Action<SqliteTransaction> write) : IPendingWrite
{
    private bool _isWritten;
    private StoreException? _failure;

    /// <summary>Whether it is meant for that file.</summary>
    public bool IsFor(SyncedFile other) => ReferenceEquals(file, other);

    /// <inheritdoc/>
    public void Complete() => file.Guarded(() =>
    {
        Require();
        if (_isWritten) return 0;
        try
        {
            return file.Together(_ => 0, this);
        }
        catch (StoreException failure)
        {
            _failure = failure;
            throw;
        }
    });

    /// <summary>Writes it within a transaction, of which <see cref="Written"/> is to be told. Under the file's lock.
    /// </summary>
    /// <exception cref="StoreException">It was given up.</exception>
    public void WriteIn(SqliteTransaction transaction)
    {
        Require();
        if (!_isWritten) write(transaction);
    }

    public void Written() => _isWritten = true;

    private void Require()
    {
        if (_failure is not null)
            throw new StoreException($"what it follows from could not be kept: {_failure.Message}", _failure);
    }
}
