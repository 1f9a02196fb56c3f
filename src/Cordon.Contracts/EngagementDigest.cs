using System.Text;
using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>The digest that an attention challenge asks for, as spec/engagement.md defines it.</summary>
public static class EngagementDigest
{
    private static readonly byte[] Tag = Encoding.ASCII.GetBytes("cordon engagement 1");

    /// <summary>The digest of a range of blocks.</summary>
    /// <param name="blocks">Every block of the range, ascending by one.</param>
    /// <exception cref="ArgumentException">There is no block, or the numbers have a gap.</exception>
    public static Hash256 Of(ulong chainId, IReadOnlyList<DigestedBlock> blocks)
    {
        if (blocks.Count == 0) throw new ArgumentException("A range has at least one block.", nameof(blocks));
        for (int i = 1; i < blocks.Count; i++)
        {
            if (blocks[i].Number != blocks[0].Number + (ulong)i)
                throw new ArgumentException($"Block {blocks[i].Number} does not follow.", nameof(blocks));
        }

        List<byte> bytes = [.. Tag, .. Word(chainId), .. Word(blocks[0].Number), .. Word(blocks[^1].Number)];
        foreach (DigestedBlock block in blocks) bytes.AddRange(OfBlock(block).ToArray());
        return Keccak256.Hash([.. bytes]);
    }

    /// <summary>What is committed before a digest is revealed: <c>keccak256(abi.encode(epoch, guardian, digest, salt))
    /// </c>.</summary>
    public static Hash256 Commitment(ulong epoch, Address guardian, Hash256 digest, Hash256 salt) => Keccak256.Hash(
        [.. Word(epoch), .. Word(guardian.ToUInt256()), .. digest.ToArray(), .. salt.ToArray()]);

    private static Hash256 OfBlock(DigestedBlock block)
    {
        List<byte> transactions = [];
        foreach (DigestedTransaction transaction in block.Transactions)
            transactions.AddRange(OfTransaction(transaction).ToArray());
        return Keccak256.Hash(
            [.. Word(block.Number), .. block.Hash.ToArray(), .. Keccak256.Hash([.. transactions]).ToArray()]);
    }

    private static Hash256 OfTransaction(DigestedTransaction transaction)
    {
        List<byte> bytes = [.. transaction.Hash.ToArray(), transaction.Succeeded ? (byte)1 : (byte)0];
        IEnumerable<BalanceChange> changes = transaction.Changes
            .Where(change => !change.Amount.IsZero)
            .OrderBy(change => change.Account)
            .ThenBy(change => change.Asset);
        foreach (BalanceChange change in changes)
        {
            bytes.AddRange(change.Account.ToArray());
            bytes.AddRange(change.Asset.ToArray());
            bytes.AddRange(Word(change.Amount));
        }

        return Keccak256.Hash([.. bytes]);
    }

    private static byte[] Word(UInt256 value) => new Hash256(value).ToArray();
}
