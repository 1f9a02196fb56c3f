using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>Reads <c>traces</c> in either dialect and joins each trace to its transaction.</summary>
internal sealed class TraceReader(ReadingState state)
{
    private readonly KeyTable _dialectKeys = new("action", "traceAddress", "txHash");
    private readonly KeyTable _keys = new("txHash", "result");
    private const int TxHashField = 0;
    private const int ResultField = 1;
    private const int FirstGethField = 2;

    private readonly CallTracerReader _callTracer = new(state);
    private readonly ParityReader _parity = new(state);

    public void ReadArray(ref JsonScanner scanner)
    {
        scanner.BeginArray("an array of traces");
        bool started = false;
        if (!scanner.NextElement(ref started)) return;
        if (IsParity(ref scanner)) ReadParity(ref scanner);
        else ReadCallTracer(ref scanner);
    }

    /// <summary>The dialect shows in the keys of the first element.</summary>
    private bool IsParity(ref JsonScanner scanner)
    {
        int at = scanner.Position;
        scanner.BeginObject("a trace");
        ObjectState keys = default;
        bool isParity = scanner.NextKey(ref keys, _dialectKeys, out int field) && field < FirstGethField;
        scanner.Position = at;
        return isParity;
    }

    private void ReadParity(ref JsonScanner scanner)
    {
        _parity.Begin();
        bool started = true;
        do _parity.Read(ref scanner);
        while (scanner.NextElement(ref started));
        _parity.End(scanner);
    }

    private void ReadCallTracer(ref JsonScanner scanner)
    {
        bool started = true;
        int tx = -1;
        do tx = ReadOne(ref scanner, tx + 1);
        while (scanner.NextElement(ref started));
    }

    /// <summary>Reads one transaction's trace; its hash may come before or after the frames.</summary>
    private int ReadOne(ref JsonScanner scanner, int guess)
    {
        BlockData block = state.Block;
        int at = scanner.Position;
        int firstCall = block.Calls.Count;
        int firstLog = state.TraceLogs.Count;
        Hash256 hash = default;
        scanner.BeginObject("a transaction's trace");
        ObjectState keys = default;
        while (scanner.NextKey(ref keys, _keys, out int field))
        {
            switch (field)
            {
                case TxHashField: scanner.TryHash(out hash); break;
                case ResultField:
                    if (!scanner.TryNull()) _callTracer.Read(ref scanner, guess);
                    break;
            }
        }

        int tx = state.RowOfTrace(scanner, at, hash, position: -1, guess);
        block.Transactions.Calls[tx] = new RowRange(firstCall, block.Calls.Count);
        state.Parts[tx].TraceLogs = new RowRange(firstLog, state.TraceLogs.Count);
        for (int call = firstCall; tx != guess && call < block.Calls.Count; call++) block.Calls.Tx[call] = tx;
        return tx;
    }
}
