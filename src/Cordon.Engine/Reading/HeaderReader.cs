using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>Reads <c>block</c>: the header and, where the recording has them, the transactions.</summary>
internal sealed class HeaderReader(ReadingState state)
{
    private readonly KeyTable _keys =
        new("number", "hash", "parentHash", "timestamp", "miner", "author", "transactions");

    private enum Field
    {
        Number,
        Hash,
        ParentHash,
        Timestamp,
        Miner,
        Author,
        Transactions,
    }

    private readonly TransactionReader _transactions = new(state);

    public void Read(ref JsonScanner scanner)
    {
        BlockData block = state.Block;
        int start = scanner.Position;
        scanner.BeginObject("the block's header");
        bool hasNumber = false;
        ObjectState keys = default;
        while (scanner.NextKey(ref keys, _keys, out int field))
        {
            switch ((Field)field)
            {
                case Field.Number:
                    hasNumber = scanner.TryNumber(out ulong number);
                    block.Number = number;
                    break;
                case Field.Hash:
                    scanner.TryHash(out Hash256 hash);
                    block.Hash = hash;
                    break;
                case Field.ParentHash:
                    scanner.TryHash(out Hash256 parentHash);
                    block.ParentHash = parentHash;
                    break;
                case Field.Timestamp:
                    scanner.TryNumber(out ulong timestamp);
                    block.Timestamp = timestamp;
                    break;
                case Field.Miner or Field.Author:
                    if (state.TryAccount(ref scanner, out AccountId miner)) block.Miner = miner;
                    break;
                case Field.Transactions:
                    if (!scanner.TryNull()) _transactions.ReadArray(ref scanner);
                    break;
            }
        }

        if (!hasNumber) throw scanner.Missing(start, "number", "the block's number");
    }
}
