using Cordon.Domain.Blocks;
using Cordon.Domain.Memory;

namespace Cordon.Domain.Facts;

/// <summary>One kind of fact of a block, the rows of a transaction side by side.</summary>
public sealed class FactTable<T> where T : unmanaged
{
    private readonly Column<T> _rows = new();
    private readonly Column<int> _starts = new();

    public int Count => _rows.Count;

    public ReadOnlySpan<T> Rows => _rows.Span;

    public ref T this[int row] => ref _rows[row];

    /// <summary>Says that the rows added from now on belong to the next transaction.</summary>
    public void BeginTransaction() => _starts.Add() = _rows.Count;

    /// <summary>Appends a row and returns its place, to be written in full by the caller.</summary>
    public ref T Add() => ref _rows.Add();

    public RowRange RangeOf(int tx) =>
        new(_starts[tx], tx + 1 < _starts.Count ? _starts[tx + 1] : _rows.Count);

    public ReadOnlySpan<T> OfTransaction(int tx)
    {
        RowRange range = RangeOf(tx);
        return _rows.Slice(range.Start, range.End);
    }

    public void Clear()
    {
        _rows.Clear();
        _starts.Clear();
    }
}
