using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>Reads <c>receipts</c> and joins each to its transaction; lists the transactions where the header did not.</summary>
internal sealed class ReceiptReader(ReadingState state)
{
    private static readonly KeyTable Keys = new(
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
        public Address? From;
        public Address? To;
        public Address? Created;
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
        if (position <= last) throw scanner.Error(at, $"transactionIndex {position} after {last}, expected a larger one");
        state.Block.Transactions.Position[row] = position;
        state.Block.Transactions.Hash[row] = receipt.Hash;
        return row;
    }

    private void Join(int row, in Receipt receipt)
    {
        TransactionTable rows = state.Block.Transactions;
        AccountTable accounts = state.Block.Accounts;
        ref TransactionParts parts = ref state.Parts[row];
        parts.HasReceipt = true;
        parts.HasReceiptLogs = receipt.HasLogs;
        parts.ReceiptLogs = receipt.Logs;
        rows.Status[row] = receipt.Status;
        rows.GasUsed[row] = receipt.GasUsed;
        if (receipt.GasPrice is { } price) rows.GasPrice[row] = price;
        if (rows.From[row].IsNone && receipt.From is { } from) rows.From[row] = accounts.Intern(from);
        if (!parts.KnowsTo && receipt.KnowsTo)
        {
            parts.KnowsTo = true;
            rows.IsCreation[row] = receipt.To is null;
            if (receipt.To is { } to) rows.To[row] = accounts.Intern(to);
        }

        if (rows.To[row].IsNone && receipt.Created is { } created) rows.To[row] = accounts.Intern(created);
    }

    private void Read(ref JsonScanner scanner, ref Receipt receipt)
    {
        receipt.Position = -1;
        scanner.BeginObject("a receipt");
        ObjectState keys = default;
        while (scanner.NextKey(ref keys, Keys, out int field))
        {
            switch ((Field)field)
            {
                case Field.TransactionHash: scanner.TryHash(out receipt.Hash); break;
                case Field.TransactionIndex:
                    if (scanner.TryIndex(out int position)) receipt.Position = position;
                    break;
                case Field.BlockNumber: scanner.ExpectNumber(state.Block.Number, "receipt"); break;
                case Field.From: receipt.From = scanner.TryAddress(out Address from) ? from : null; break;
                case Field.To:
                    receipt.KnowsTo = true;
                    receipt.To = scanner.TryAddress(out Address to) ? to : null;
                    break;
                case Field.ContractAddress: receipt.Created = scanner.TryAddress(out Address made) ? made : null; break;
                case Field.Status: receipt.Status = ReadStatus(ref scanner); break;
                case Field.GasUsed: scanner.TryNumber(out receipt.GasUsed); break;
                case Field.EffectiveGasPrice:
                    receipt.GasPrice = scanner.TryQuantity(out UInt256 price) ? price : null;
                    break;
                case Field.Logs: ReadLogs(ref scanner, ref receipt); break;
                default: scanner.SkipValue(); break;
            }
        }
    }

    private void ReadLogs(ref JsonScanner scanner, ref Receipt receipt)
    {
        if (scanner.TryNull()) return;
        int first = state.ReceiptLogs.Count;
        LogReader.ReadArray(ref scanner, state.Block, state.ReceiptLogs, call: -1);
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
