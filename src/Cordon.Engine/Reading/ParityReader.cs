using Cordon.Domain.Blocks;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>Joins Parity's flat traces into the call tree: an entry's <c>traceAddress</c> names its parent.</summary>
/// <remarks>
/// Entries come depth first, transaction by transaction; a recording that orders them otherwise is refused, as
/// are gaps and a wrong <c>subtraces</c>: a call that is missing must not go unnoticed.
/// </remarks>
internal sealed class ParityReader(ReadingState state)
{
    private struct Open
    {
        public int Row;
        public int Offset;
        public int Children;
        public int Subtraces;
    }

    private readonly ParityEntryReader _entries = new(state);
    private readonly Column<Open> _open = new();
    private int _tx;

    public void Begin()
    {
        _open.Clear();
        _tx = -1;
    }

    /// <summary>Reads the next entry of the array.</summary>
    public void Read(ref JsonScanner scanner)
    {
        int at = scanner.Position;
        ParityEntry entry = _entries.Read(ref scanner);
        if (entry.IsReward) return;

        if (_entries.TraceAddress.Length == 0) BeginTransaction(scanner, at, entry);
        else Descend(scanner, at, entry);

        int depth = _entries.TraceAddress.Length;
        int parent = depth == 0 ? -1 : _open[depth - 1].Row;
        int childIndex = depth == 0 ? 0 : _entries.TraceAddress[depth - 1];
        int row = state.AddCall(scanner, at, _tx, parent, childIndex);
        entry.WriteTo(state, row);
        _open.Add(new Open { Row = row, Offset = at, Subtraces = entry.Subtraces });
        state.Block.Transactions.Calls[_tx] = new RowRange(state.Block.Transactions.Calls[_tx].Start, row + 1);
    }

    /// <summary>Closes the last transaction.</summary>
    public void End(in JsonScanner scanner) => Close(scanner, depth: 0);

    private void BeginTransaction(in JsonScanner scanner, int at, in ParityEntry entry)
    {
        Close(scanner, depth: 0);
        _tx = state.RowOfTrace(scanner, at, entry.TransactionHash, entry.Position, _tx + 1);
        int first = state.Block.Calls.Count;
        state.Block.Transactions.Calls[_tx] = new RowRange(first, first);
    }

    private void Descend(in JsonScanner scanner, int at, in ParityEntry entry)
    {
        ReadOnlySpan<int> address = _entries.TraceAddress;
        if (_tx < 0) throw scanner.Error(at, "a transaction begins inside a call: expected traceAddress []");
        if (!entry.TransactionHash.IsZero && entry.TransactionHash != state.Block.Transactions.Hash[_tx])
            throw scanner.Error(at,
                $"a transaction begins at traceAddress [{string.Join(',', address.ToArray())}], expected []");
        if (address.Length > _open.Count)
            throw scanner.Error(at, "the calling frame's trace does not come before this one's");
        if (address.Length >= state.Options.CallDepthMax)
            throw scanner.Error(at, $"call tree deeper than {state.Options.CallDepthMax} frames");

        Close(scanner, address.Length);
        for (int depth = 1; depth < address.Length; depth++)
        {
            if (state.Block.Calls.ChildIndex[_open[depth].Row] != address[depth - 1])
                throw scanner.Error(at, "the calling frame's trace does not come before this one's");
        }

        ref Open parent = ref _open[address.Length - 1];
        if (parent.Children != address[^1])
            throw scanner.Error(at, $"call {address[^1]} of its frame comes where call {parent.Children} is due");
        parent.Children++;
    }

    private void Close(in JsonScanner scanner, int depth)
    {
        while (_open.Count > depth)
        {
            Open closed = _open[_open.Count - 1];
            _open.Truncate(_open.Count - 1);
            state.Block.Calls.End[closed.Row] = state.Block.Calls.Count;
            if (closed.Subtraces >= 0 && closed.Subtraces != closed.Children)
            {
                throw scanner.Error(closed.Offset,
                    $"subtraces says {closed.Subtraces} calls, but {closed.Children} follow");
            }
        }
    }
}
