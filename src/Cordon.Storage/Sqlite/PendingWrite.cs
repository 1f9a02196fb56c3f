using Cordon.Domain.Ports;
using Cordon.Storage.Ahead;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>What is to be written to a file, by itself or in one with something else.</summary>
/// <param name="rows">What it writes.</param>
/// <param name="write">Writes that.</param>
internal sealed class PendingWrite(
    SyncedFile file, IReadOnlyList<AheadRow> rows, Action<SqliteTransaction> write) : IPendingWrite
{
    private bool _isWritten;
    private StoreException? _failure;

    /// <summary>What is still to be written.</summary>
    public IReadOnlyList<AheadRow> Rows => _isWritten ? [] : rows;

    /// <summary>Whether it is meant for that file.</summary>
    public bool IsFor(SyncedFile other) => ReferenceEquals(file, other);

    /// <inheritdoc/>
    public void Complete() => file.Exclusively(() =>
    {
        Require();
        if (_isWritten) return 0;
        try
        {
            file.Together(_ => { }, this);
            return 0;
        }
        catch (StoreException failure)
        {
            _failure = failure;
            throw;
        }
    });

    /// <summary>What writes it within a transaction, of which <see cref="Written"/> is to be told; nothing where it is
    /// written. Under the file's lock.</summary>
    /// <exception cref="StoreException">It was given up.</exception>
    public Action<SqliteTransaction> Take()
    {
        Require();
        return _isWritten ? _ => { } : write;
    }

    public void Written() => _isWritten = true;

    private void Require()
    {
        if (_failure is not null)
            throw new StoreException($"what it follows from could not be kept: {_failure.Message}", _failure);
    }
}
