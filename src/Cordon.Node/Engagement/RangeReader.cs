using Cordon.Contracts;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;

namespace Cordon.Node.Engagement;

/// <summary>Reads a range of blocks as the scan does, and digests what their transactions changed.</summary>
internal sealed class RangeReader(IRpcCaller node, ulong chain, NodeOptions options, TimeProvider time)
{
    private const int TopicsOfTransfer = 3;

    private static readonly UInt256 TransferTopic =
        Keccak256.HashUtf8("Transfer(address,address,uint256)").ToUInt256();

    /// <summary>The digest of the blocks from the first to the last, both included.</summary>
    /// <exception cref="RangeUnreadableException">Something of them is not known for certain: then none is better than
    /// a wrong one, which is punished.</exception>
    public async Task<RangeDigest> DigestAsync(ulong first, ulong last, CancellationToken cancellation)
    {
        // One at a time: whatever else the node is asked at that moment is more urgent.
        var source = new NodeBlockSource(
            node, new BlockSelection(first, last, Follows: false), options.Source with { Prefetch = 1 }, time);
        var reader = new FactReader();
        var facts = new BlockFacts();
        List<DigestedBlock> blocks = [];
        string cause = "the endpoint gives no call trees";
        try
        {
            await foreach (RawBlock raw in source.ReadAsync(cancellation))
            {
                using RawBlock owned = raw;
                foreach (BlindReport report in raw.Blind)
                {
                    if (report.ConcernsOneBlock)
                        throw new RangeUnreadableException($"{report.Missing}: {report.Cause}");
                    if (report.Missing is "traces" or "logs" or "receipts") cause = report.Cause;
                }

                reader.Read(raw, facts);
                blocks.Add(Digest(facts, cause));
            }

            return new RangeDigest(EngagementDigest.Of(chain, blocks), blocks[^1].Hash);
        }
        catch (Exception fault) when (fault is NodeSourceException or BlockFormatException or ArgumentException)
        {
            throw new RangeUnreadableException(fault.Message, fault);
        }
    }

    private static DigestedBlock Digest(BlockFacts facts, string cause)
    {
        BlockData data = facts.Data;
        TransactionTable all = data.Transactions;
        var transactions = new DigestedTransaction[all.Count];
        for (int tx = 0; tx < all.Count; tx++)
        {
            bool isWhole = all.HasCalls[tx] && all.HasLogs[tx] && !all.LogsDisagree[tx]
                && all.Status[tx] != TransactionStatus.Unknown;
            if (!isWhole)
                throw new RangeUnreadableException($"of transaction {all.Hash[tx]} in block {data.Number} not all is "
                    + $"known: {(all.LogsDisagree[tx] ? "its trace and its receipt disagree" : cause)}");
            transactions[tx] = new DigestedTransaction(
                all.Hash[tx], all.Status[tx] == TransactionStatus.Succeeded, ChangesOf(facts, tx));
        }

        return new DigestedBlock(data.Number, data.Hash, transactions);
    }

    // In two's complement, so that the order of gains and losses makes no difference.
    private static List<BalanceChange> ChangesOf(BlockFacts facts, int tx)
    {
        BlockData data = facts.Data;
        Dictionary<(Address Account, Address Asset), UInt256> net = [];
        void Move(AccountId asset, AccountId from, AccountId to, in UInt256 amount)
        {
            Address of = asset == AccountId.Ether ? default : data.Accounts[asset];
            (Address, Address) loser = (data.Accounts[from], of), winner = (data.Accounts[to], of);
            net[loser] = net.GetValueOrDefault(loser) - amount;
            net[winner] = net.GetValueOrDefault(winner) + amount;
        }

        foreach (ref readonly Transfer transfer in facts.Transfers.OfTransaction(tx))
        {
            if (transfer.Kind == TransferKind.Ether) Move(AccountId.Ether, transfer.From, transfer.To, transfer.Amount);
        }

        // Tokens by their own events alone: what the facts make of wrapped ether is more than the specification says.
        RowRange logs = data.Transactions.Logs[tx];
        for (int log = logs.Start; log < logs.End; log++)
        {
            if (data.Logs.TopicCount[log] != TopicsOfTransfer || data.Topic(log, 0) != TransferTopic) continue;
            if (!data.TryWord(data.Logs.Data[log], 0, out UInt256 amount)) continue;
            Move(data.Logs.Address[log], data.TopicAccount(log, 1), data.TopicAccount(log, 2), amount);
        }

        return [.. net.Select(change => new BalanceChange(change.Key.Account, change.Key.Asset, change.Value))];
    }
}
