using Cordon.Domain.Blocks;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>Reads geth's nested callTracer frames into rows, a parent before its children, without recursion.</summary>
/// <remarks>
/// A row is added when its frame opens, because nodes write <c>type</c>, <c>value</c> and <c>error</c> after
/// <c>calls</c>; what depends on a parent's fields is completed afterwards (<see cref="TraceCompletion"/>).
/// </remarks>
internal sealed class CallTracerReader(ReadingState state)
{
    private readonly KeyTable _keys =
        new("type", "from", "to", "value", "input", "output", "error", "calls", "logs");

    private readonly LogReader _logs = new(state);

    private enum Field
    {
        Type,
        From,
        To,
        Value,
        Input,
        Output,
        Error,
        Calls,
        Logs,
    }

    private struct Frame
    {
        public int Row;
        public int Offset;
        public int Children;
        public ObjectState Keys;
    }

    private readonly Column<Frame> _open = new();

    /// <summary>Reads one transaction's outermost frame and everything below it.</summary>
    public void Read(ref JsonScanner scanner, int tx)
    {
        _open.Clear();
        Frame frame = Begin(ref scanner, tx, parent: -1, childIndex: 0);
        while (true)
        {
            if (scanner.NextKey(ref frame.Keys, _keys, out int field))
            {
                if ((Field)field != Field.Calls) ReadField(ref scanner, frame.Row, field);
                else if (HasFirstChild(ref scanner)) frame = Descend(ref scanner, tx, ref frame);
                continue;
            }

            state.Block.Calls.End[frame.Row] = state.Block.Calls.Count;
            if (!frame.Keys.Has((int)Field.Type)) throw scanner.Missing(frame.Offset, "type", "the kind of call");
            if (_open.Count == 0) return;

            ref Frame parent = ref _open[_open.Count - 1];
            bool started = true;
            if (scanner.NextElement(ref started))
            {
                frame = Begin(ref scanner, tx, parent.Row, parent.Children++);
                continue;
            }

            frame = parent;
            _open.Truncate(_open.Count - 1);
        }
    }

    private static bool HasFirstChild(ref JsonScanner scanner)
    {
        if (scanner.TryNull()) return false;
        scanner.BeginArray("an array of calls");
        bool started = false;
        return scanner.NextElement(ref started);
    }

    private Frame Descend(ref JsonScanner scanner, int tx, ref Frame frame)
    {
        if (_open.Count + 1 >= state.Options.CallDepthMax)
            throw scanner.Error(scanner.Position, $"call tree deeper than {state.Options.CallDepthMax} frames");
        frame.Children = 1;
        _open.Add(frame);
        return Begin(ref scanner, tx, frame.Row, childIndex: 0);
    }

    private Frame Begin(ref JsonScanner scanner, int tx, int parent, int childIndex)
    {
        Frame frame = new() { Offset = scanner.Position };
        scanner.BeginObject("a call frame");
        frame.Row = state.AddCall(scanner, frame.Offset, tx, parent, childIndex);
        return frame;
    }

    private void ReadField(ref JsonScanner scanner, int row, int field)
    {
        CallTable calls = state.Block.Calls;
        switch ((Field)field)
        {
            case Field.Type: calls.Kind[row] = CallNames.ReadType(ref scanner); break;
            case Field.From:
                if (state.TryAccount(ref scanner, out AccountId from)) calls.From[row] = from;
                break;
            case Field.To:
                if (state.TryAccount(ref scanner, out AccountId to)) calls.To[row] = to;
                break;
            case Field.Value:
                if (!scanner.TryQuantity(out UInt256 value)) break;
                calls.Value[row] = value;
                calls.Flags[row] &= ~CallFlags.NoValue;
                break;
            case Field.Input:
                if (scanner.TryHexData(out HexSlice input)) state.SetInput(row, input);
                break;
            case Field.Output:
                if (!scanner.TryHexData(out HexSlice output)) break;
                calls.Output[row] = output;
                calls.Flags[row] &= ~CallFlags.NoOutput;
                break;
            case Field.Error:
                if (scanner.TryText("an error text", out ReadOnlySpan<byte> error) && !error.IsEmpty)
                    calls.Flags[row] |= CallFlags.Failed;
                break;
            case Field.Logs: ReadLogs(ref scanner, row); break;
        }
    }

    private void ReadLogs(ref JsonScanner scanner, int row)
    {
        if (scanner.TryNull()) return;
        state.TracesHaveLogs = true;
        _logs.ReadArray(ref scanner, state.TraceLogs, row);
    }
}
