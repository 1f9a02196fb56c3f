using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading;

/// <summary>
/// Reads recorded blocks (spec/block.schema.json) into tables; reused from block to block, one thread at a time.
/// </summary>
/// <remarks>
/// <para>Header first, then receipts, then traces, in one pass; sections that come in another order wait their
/// turn.</para>
/// <para>A warm reader allocates nothing per transaction, call or log. Time is linear in the block's bytes.</para>
/// <para>
/// Transactions come from <c>block.transactions</c>, else from the receipts, else from the traces. Logs come from the
/// traces where these were recorded with logs, else from the receipts, attributed to frames as far as order and
/// emitter tell.
/// </para>
/// </remarks>
public sealed class BlockReader
{
    private const int ChainIdField = 0;
    private const int BlockField = 1;
    private const int ReceiptsField = 2;
    private const int TracesField = 3;
    private const int Absent = -1;
    private readonly KeyTable _keys = new("chainId", "block", "receipts", "traces");

    private readonly ReadingState _state;
    private readonly BitStack _nesting;
    private readonly HeaderReader _header;
    private readonly ReceiptReader _receipts;
    private readonly TraceReader _traces;
    private readonly TraceCompletion _traceCompletion;
    private readonly LogCompletion _logCompletion;

    public BlockReader(BlockReaderOptions? options = null)
    {
        _state = new ReadingState(options ?? new BlockReaderOptions());
        _nesting = new BitStack(_state.Options.NestingMax);
        _header = new HeaderReader(_state);
        _receipts = new ReceiptReader(_state);
        _traces = new TraceReader(_state);
        _traceCompletion = new TraceCompletion(_state);
        _logCompletion = new LogCompletion(_state);
    }

    /// <summary>Fills the tables with a block; they point into its bytes until it is disposed.</summary>
    /// <exception cref="BlockFormatException">The bytes are not one block in the recorded format.</exception>
    public void Read(RawBlock raw, BlockData block)
    {
        ArgumentNullException.ThrowIfNull(raw);
        Read(raw.Bytes, raw.Origin, block);
    }

    /// <summary>As <see cref="Read(RawBlock, BlockData)"/>, for bytes that the caller keeps.</summary>
    public void Read(ReadOnlyMemory<byte> bytes, string origin, BlockData block)
    {
        ArgumentNullException.ThrowIfNull(block);
        block.Clear();
        block.Raw = bytes;
        block.Origin = origin;
        _state.Begin(block);
        JsonScanner scanner = new(bytes.Span, origin, _nesting);
        if (bytes.Length > _state.Options.BlockBytesMax)
            throw scanner.Error(0, $"{bytes.Length} bytes, expected at most {_state.Options.BlockBytesMax}");

        ReadSections(ref scanner);
        for (int tx = 0; tx < block.Transactions.Count; tx++)
        {
            _traceCompletion.Complete(tx);
            _logCompletion.Complete(tx);
        }
    }

    private void ReadSections(ref JsonScanner scanner)
    {
        int start = scanner.Position;
        int receipts = Absent;
        int traces = Absent;
        ObjectState keys = default;
        scanner.BeginObject("one block's object");
        while (scanner.NextKey(ref keys, _keys, out int field))
        {
            int at = scanner.Position;
            switch (field)
            {
                case ChainIdField:
                    if (!scanner.TryNumber(out ulong chainId))
                        throw scanner.Error(at, "found null, expected a chain's number");
                    _state.Block.ChainId = chainId;
                    break;
                case BlockField: _header.Read(ref scanner); break;
                case ReceiptsField when keys.Has(BlockField): ReadReceipts(ref scanner); break;
                case TracesField when keys.Has(BlockField) && keys.Has(ReceiptsField) && receipts == Absent:
                    ReadTraces(ref scanner);
                    break;
                default:
                    if (field == ReceiptsField) receipts = at;
                    else if (field == TracesField) traces = at;
                    scanner.SkipValue();
                    break;
            }
        }

        scanner.ExpectEnd();
        if (!keys.Has(ChainIdField)) throw scanner.Missing(start, "chainId", "the chain's number");
        if (!keys.Has(BlockField)) throw scanner.Missing(start, "block", "the block's header");
        ReadLate(ref scanner, receipts, traces);
    }

    private void ReadLate(ref JsonScanner scanner, int receipts, int traces)
    {
        if (receipts != Absent)
        {
            scanner.Position = receipts;
            ReadReceipts(ref scanner);
        }

        if (traces != Absent)
        {
            scanner.Position = traces;
            ReadTraces(ref scanner);
        }
    }

    private void ReadReceipts(ref JsonScanner scanner)
    {
        if (scanner.TryNull()) return;
        _receipts.ReadArray(ref scanner);
        _state.TransactionsAreListed = true;
    }

    private void ReadTraces(ref JsonScanner scanner)
    {
        if (!scanner.TryNull()) _traces.ReadArray(ref scanner);
    }
}
