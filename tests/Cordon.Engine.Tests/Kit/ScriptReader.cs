using System.Buffers.Binary;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Engine.Pipeline;

namespace Cordon.Engine.Tests.Kit;

/// <summary>Turns written blocks into facts: a mark becomes a swap row that the marking detectors understand.</summary>
internal sealed class ScriptReader(IReadOnlyList<ScriptBlock> blocks) : IFactReader
{
    public void Read(RawBlock raw, BlockFacts facts)
    {
        ScriptBlock block = blocks[BinaryPrimitives.ReadInt32BigEndian(raw.Bytes.Span)];
        if (block.IsMalformed) throw new BlockFormatException(raw.Origin, 7, "block.number", "is not a quantity");
        Thread.SpinWait(block.Spin);
        BlockData data = facts.Data;
        data.Clear();
        facts.Clear();
        (data.ChainId, data.Number, data.Timestamp) = (block.Chain, block.Number, block.Timestamp);
        (data.Hash, data.ParentHash) = (Names.Hash(block.Name), Names.Hash(block.Parent));
        foreach (ScriptTx tx in block.Transactions)
        {
            int row = data.Transactions.Add();
            data.Transactions.Hash[row] = Names.Hash(tx.Name);
            data.Transactions.From[row] = data.Accounts.Intern(Names.Address(tx.Sender));
            data.Transactions.HasCalls[row] = data.Transactions.HasLogs[row] = true;
            facts.BeginTransaction();
            foreach (Mark mark in tx.Marks)
            {
                ref Swap swap = ref facts.Swaps.Add();
                swap = default;
                (swap.Tx, swap.Call, swap.Log) = (row, -1, -1);
                swap.Pool = data.Accounts.Intern(Names.Address(mark.Subject));
                swap.Sender = data.Accounts.Intern(Names.Address(mark.Attacker));
                swap.Recipient = data.Accounts.Intern(Names.Address("detector " + mark.Detector));
                swap.AmountIn = (ulong)mark.Severity;
                swap.AmountOut = (ulong)(mark.Confidence * 1000);
            }
        }
    }
}
