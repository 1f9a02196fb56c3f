using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>
/// Reads <c>receipts</c> and joins each to its transaction; lists the transactions where the header did not.
/// </summary>
internal sealed class ReceiptReader(ReadingState state)
{
    private readonly KeyTable _keys = new(
        "transactionHash",
        "transactionIndex",
        "blockNumber",
        "from",
        "to",
        "contractAddress",
        "status",
        "gasUsed",
        "effectiveGasPrice",
        "logs");

    private readonly LogReader _logs = new(state);

    private enum Field
    {
        TransactionHash,
        TransactionIndex,
        BlockNumber,
        From,
        To,
        ContractAddress,
        Status,
        GasUsed,
        EffectiveGasPrice,
        Logs,
    }

    private struct Receipt
    {
        public Hash256 Hash;
        public int Position;
        public AccountId From;
        public AccountId To;
        public AccountId Created;
        public bool KnowsTo;
        public TransactionStatus Status;
        public ulong GasUsed;
        public UInt256? GasPrice;
        public bool HasLogs;
        public RowRange Logs;
    }

    public void ReadArray(ref JsonScanner scanner)
    {
        scanner.BeginArray("an array of receipts");
        int index = 0;
        int last = -1;
        for (bool started = false; scanner.NextElement(ref started); index++)
        {
            int at = scanner.Position;
            Receipt receipt = default;
            Read(ref scanner, ref receipt);
            int row = state.TransactionsAreListed
                ? state.RowOf(scanner, at, "receipt", receipt.Hash, receipt.Position, index)
                : AddTransaction(scanner, at, receipt, last);
            last = state.Block.Transactions.Position[row];
            if (state.Parts[row].HasReceipt)
                throw scanner.Error(at, $"a second receipt of transaction {state.Block.Transactions.Hash[row]}");
            Join(row, receipt);
        }
    }

    private int AddTransaction(in JsonScanner scanner, int at, in Receipt receipt, int last)
    {
        int row = state.AddTransaction(scanner, at);
        int position = receipt.Position >= 0 ? receipt.Position : last + 1;
        if (position <= last)
            throw scanner.Error(at, $"transactionIndex {position} after {last}, expected a larger one");
        state.Block.Transactions.Position[row] = position;
        state.Block.Transactions.Hash[row] = receipt.Hash;
        return row;
    }

    private void Join(int row, in Receipt receipt)
    {
        TransactionTable rows = state.Block.Transactions;
        ref TransactionParts parts = ref state.Parts[row];
        parts.HasReceipt = true;
        parts.HasReceiptLogs = receipt.HasLogs;
        parts.ReceiptLogs = receipt.Logs;
        rows.Status[row] = receipt.Status;
        rows.GasUsed[row] = receipt.GasUsed;
        if (receipt.GasPrice is { } price) rows.GasPrice[row] = price;
        if (rows.From[row].IsNone) rows.From[row] = receipt.From;
        if (!parts.KnowsTo && receipt.KnowsTo)
        {
            parts.KnowsTo = true;
            rows.IsCreation[row] = receipt.To.IsNone;
            rows.To[row] = receipt.To;
        }

        if (rows.To[row].IsNone) rows.To[row] = receipt.Created;
    }

    private void Read(ref JsonScanner scanner, ref Receipt receipt)
    {
        receipt.Position = -1;
        receipt.From = receipt.To = receipt.Created = AccountId.None;
        scanner.BeginObject("a receipt");
        ObjectState keys = default;
        while (scanner.NextKey(ref keys, _keys, out int field))
        {
            switch ((Field)field)
            {
                case Field.TransactionHash: scanner.TryHash(out receipt.Hash); break;
                case Field.TransactionIndex:
                    if (scanner.TryIndex(out int position)) receipt.Position = position;
                    break;
                case Field.BlockNumber: scanner.ExpectNumber(state.Block.Number, "receipt"); break;
                case Field.From: state.TryAccount(ref scanner, out receipt.From); break;
                case Field.To:
                    receipt.KnowsTo = true;
                    state.TryAccount(ref scanner, out receipt.To);
                    break;
                case Field.ContractAddress: state.TryAccount(ref scanner, out receipt.Created); break;
                case Field.Status: receipt.Status = ReadStatus(ref scanner); break;
                case Field.GasUsed: scanner.TryNumber(out receipt.GasUsed); break;
                case Field.EffectiveGasPrice:
                    receipt.GasPrice = scanner.TryQuantity(out UInt256 price) ? price : null;
                    break;
                case Field.Logs: ReadLogs(ref scanner, ref receipt); break;
            }
        }
    }

    private void ReadLogs(ref JsonScanner scanner, ref Receipt receipt)
    {
        if (scanner.TryNull()) return;
        int first = state.ReceiptLogs.Count;
        _logs.ReadArray(ref scanner, state.ReceiptLogs, call: -1);
        receipt.HasLogs = true;
        receipt.Logs = new RowRange(first, state.ReceiptLogs.Count);
    }

    private static TransactionStatus ReadStatus(ref JsonScanner scanner)
    {
        int at = scanner.Position;
        if (!scanner.TryNumber(out ulong status)) return TransactionStatus.Unknown;
        return status switch
        {
            0 => TransactionStatus.Failed,
            1 => TransactionStatus.Succeeded,
            _ => throw scanner.Error(at, $"status {status}, expected 0x0 or 0x1"),
        };
    }
}
