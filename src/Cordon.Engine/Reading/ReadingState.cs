using Cordon.Domain.Blocks;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>What the section readers share while one block is read; reused from block to block.</summary>
internal sealed class ReadingState(BlockReaderOptions options)
{
    public BlockReaderOptions Options => options;

    public BlockData Block { get; private set; } = new();

    /// <summary>One row a transaction, beside <see cref="BlockData.Transactions"/>.</summary>
    public Column<TransactionParts> Parts { get; } = new();

    public Column<StagedLog> ReceiptLogs { get; } = new();

    public Column<StagedLog> TraceLogs { get; } = new();

    /// <summary>Any frame of the block came with a <c>logs</c> array: the traces were recorded with logs.</summary>
    public bool TracesHaveLogs { get; set; }

    /// <summary>The transactions came from <c>block.transactions</c>, so that no other section may add any.</summary>
    public bool TransactionsAreListed { get; set; }

    public AccountCache Cache { get; } = new();

    public TransactionLookup Lookup { get; } = new();

    public void Begin(BlockData block)
    {
        Block = block;
        Parts.Clear();
        ReceiptLogs.Clear();
        TraceLogs.Clear();
        Lookup.Clear();
        Cache.Clear();
        TracesHaveLogs = TransactionsAreListed = false;
    }

    /// <summary>Appends a transaction of which nothing is known yet.</summary>
    public int AddTransaction(in JsonScanner scanner, int at)
    {
        if (Parts.Count == options.TransactionsMax)
            throw scanner.Error(at, $"more than {options.TransactionsMax} transactions in one block");
        Parts.Add() = default;
        return Block.Transactions.Add();
    }

    /// <summary>The row that a receipt or a trace belongs to.</summary>
    /// <param name="scanner">Words the error.</param>
    /// <param name="at">Offset of the receipt or trace.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="hash">Its transaction hash, zero where it says none.</param>
    /// <param name="position">Its transaction's position in the block, -1 where it says none.</param>
    /// <param name="guess">The row that is next in order.</param>
    public int RowOf(in JsonScanner scanner, int at, string what, in Hash256 hash, int position, int guess)
    {
        TransactionTable transactions = Block.Transactions;
        if (!hash.IsZero)
        {
            int row = Lookup.Find(transactions, hash, guess);
            if (row < 0)
                throw scanner.Error(at, $"{what} of transaction {hash}, which block {Block.Number} does not list");
            return row;
        }

        if (position >= 0)
        {
            int row = RowAt(position, guess);
            if (row < 0)
                throw scanner.Error(at, $"{what} of transaction {position}, which block {Block.Number} does not list");
            return row;
        }

        if (guess < transactions.Count) return guess;
        throw scanner.Error(at, $"{what} number {guess + 1} of a block with {transactions.Count} transactions");
    }

    /// <summary>As <see cref="RowOf"/>; traces come in the block's order, and one a transaction.</summary>
    public int RowOfTrace(in JsonScanner scanner, int at, in Hash256 hash, int position, int guess)
    {
        if (!TransactionsAreListed && guess == Block.Transactions.Count)
        {
            // Neither header nor receipts list transactions: the traces are all there is.
            int added = AddTransaction(scanner, at);
            Block.Transactions.Hash[added] = hash;
            if (position > added) Block.Transactions.Position[added] = position;
        }

        int row = RowOf(scanner, at, "trace", hash, position, guess);
        if (Parts[row].HasTrace)
            throw scanner.Error(at, $"a second trace of transaction {Block.Transactions.Hash[row]}");
        if (row < guess)
            throw scanner.Error(at, $"trace of transaction {row} after that of {guess - 1}, expected in order");
        Parts[row].HasTrace = true;
        return row;
    }

    /// <summary>Appends a frame of which only the place in the tree is known.</summary>
    public int AddCall(in JsonScanner scanner, int at, int tx, int parent, int childIndex)
    {
        CallTable calls = Block.Calls;
        if (calls.Count == options.CallsMax)
            throw scanner.Error(at, $"more than {options.CallsMax} call frames in one block");
        int row = calls.Add();
        calls.Tx[row] = tx;
        calls.Parent[row] = parent;
        calls.ChildIndex[row] = childIndex;
        calls.Depth[row] = parent < 0 ? 0 : calls.Depth[parent] + 1;
        return row;
    }

    /// <summary>Reads an address as an account of the block; false for null.</summary>
    public bool TryAccount(ref JsonScanner scanner, out AccountId account) =>
        scanner.TryAccount(Cache, Block.Accounts, out account);

    public void SetInput(int row, HexSlice input)
    {
        Block.Calls.Input[row] = input;
        if (input.Digits >= BlockData.SelectorDigits)
            Block.Calls.Selector[row] = HexDigits.Selector(Block.Digits(input));
    }

    private int RowAt(int position, int guess)
    {
        ReadOnlySpan<int> positions = Block.Transactions.Position.Span;
        if ((uint)guess < (uint)positions.Length && positions[guess] == position) return guess;
        return Math.Max(-1, positions.BinarySearch(position)); // positions ascend
    }
}
