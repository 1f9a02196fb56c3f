using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>Reads <c>block.transactions</c>: full objects, or hashes alone.</summary>
internal sealed class TransactionReader(ReadingState state)
{
    private readonly KeyTable _keys =
        new("hash", "from", "to", "value", "input", "nonce", "transactionIndex", "gasPrice");

    private enum Field
    {
        Hash,
        From,
        To,
        Value,
        Input,
        Nonce,
        TransactionIndex,
        GasPrice,
    }

    public void ReadArray(ref JsonScanner scanner)
    {
        state.TransactionsAreListed = true;
        scanner.BeginArray("an array of transactions");
        int last = -1;
        for (bool started = false; scanner.NextElement(ref started);)
        {
            int at = scanner.Position;
            int row = state.AddTransaction(scanner, at);
            state.Block.Transactions.Position[row] = last + 1;
            if (scanner.Peek() == '"') ReadHash(ref scanner, row);
            else Read(ref scanner, row);

            int position = state.Block.Transactions.Position[row];
            if (position <= last)
                throw scanner.Error(at, $"transactionIndex {position} after {last}, expected a larger one");
            last = position;
        }
    }

    private void ReadHash(ref JsonScanner scanner, int row)
    {
        scanner.TryHash(out Hash256 hash);
        state.Block.Transactions.Hash[row] = hash;
    }

    private void Read(ref JsonScanner scanner, int row)
    {
        TransactionTable rows = state.Block.Transactions;
        ref TransactionParts parts = ref state.Parts[row];
        scanner.BeginObject("a transaction or its hash");
        ObjectState keys = default;
        while (scanner.NextKey(ref keys, _keys, out int field))
        {
            switch ((Field)field)
            {
                case Field.Hash: ReadHash(ref scanner, row); break;
                case Field.From:
                    if (state.TryAccount(ref scanner, out AccountId from)) rows.From[row] = from;
                    break;
                case Field.To:
                    parts.KnowsTo = true;
                    if (state.TryAccount(ref scanner, out AccountId to)) rows.To[row] = to;
                    else rows.IsCreation[row] = true;
                    break;
                case Field.Value:
                    parts.KnowsValue = scanner.TryQuantity(out UInt256 value);
                    rows.Value[row] = value;
                    break;
                case Field.Input:
                    parts.KnowsInput = scanner.TryHexData(out HexSlice input);
                    rows.Input[row] = input;
                    break;
                case Field.Nonce:
                    int nonceAt = scanner.Position;
                    if (!scanner.TryNumber(out ulong nonce)) break;
                    if (nonce > long.MaxValue) throw scanner.Error(nonceAt, "the nonce is 2^63 or more");
                    rows.Nonce[row] = (long)nonce;
                    break;
                case Field.TransactionIndex:
                    if (scanner.TryIndex(out int position)) rows.Position[row] = position;
                    break;
                case Field.GasPrice:
                    scanner.TryQuantity(out UInt256 gasPrice);
                    rows.GasPrice[row] = gasPrice;
                    break;
            }
        }
    }
}
