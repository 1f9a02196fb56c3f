using System.Collections.Immutable;
using System.Numerics;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Stories;

/// <summary>Asks a node what accounts held before a transaction.</summary>
/// <remarks>The node knows balances at the end of the block before; what earlier transactions of the same block
/// changed is added from their facts. The producer's native coin stays unknown: fees are not facts.</remarks>
internal static class BalanceLookup
{
    private const string BalanceOf = "70a08231";

    /// <summary>The same changes with the balances before and after, where the node tells.</summary>
    public static async Task<ImmutableArray<StoryDelta>> AddAsync(
        IRpcCaller node, BlockFacts block, int tx, ImmutableArray<StoryDelta> deltas, CancellationToken cancellation)
    {
        var known = ImmutableArray.CreateBuilder<StoryDelta>(deltas.Length);
        foreach (StoryDelta delta in deltas)
        {
            BigInteger? start = await AtBlockStartAsync(node, block.Data, delta, cancellation);
            known.Add(start is { } balance ? With(block, tx, delta, balance) : delta);
        }

        return known.ToImmutable();
    }

    private static StoryDelta With(BlockFacts block, int tx, StoryDelta delta, BigInteger atStart)
    {
        block.Data.Accounts.TryFind(delta.Account, out AccountId account);
        block.Data.Accounts.TryFind(delta.Asset, out AccountId asset);
        BigInteger before = atStart;
        for (int earlier = 0; earlier < tx; earlier++)
        {
            before += ChangeIn(block, earlier, account, asset);
            if (asset == AccountId.Ether && block.Data.Transactions.From[earlier] == account)
                before -= FeeOf(block.Data.Transactions, earlier);
        }

        BigInteger after = before + ChangeIn(block, tx, account, asset);

        // A token whose balances move by themselves (rebasing) does not add up; then nothing is claimed.
        if (before < 0 || after < 0) return delta;
        return delta with { Before = AmountText.Of(block, asset, before), After = AmountText.Of(block, asset, after) };
    }

    private static BigInteger ChangeIn(BlockFacts block, int tx, AccountId account, AccountId asset)
    {
        BigInteger change = 0;
        foreach (BalanceDelta delta in block.Balances.OfTransaction(tx))
        {
            if (delta.Account == account && delta.Asset == asset)
                change += (BigInteger)delta.In - (BigInteger)delta.Out;
        }

        return change;
    }

    private static BigInteger FeeOf(TransactionTable table, int tx) =>
        table.GasUsed[tx] * (BigInteger)table.GasPrice[tx];

    private static async Task<BigInteger?> AtBlockStartAsync(
        IRpcCaller node, BlockData data, StoryDelta delta, CancellationToken cancellation)
    {
        if (data.Number == 0) return null;
        string block = $"0x{data.Number - 1:x}";
        bool isProducer = !data.Miner.IsNone && data.Accounts[data.Miner] == delta.Account;
        try
        {
            if (delta.Asset == AccountTable.EtherAddress)
                return isProducer ? null : (BigInteger)await node.GetBalanceAsync(delta.Account, block, cancellation);

            byte[] input = Convert.FromHexString(BalanceOf + new string('0', 24) + delta.Account.ToString()[2..]);
            byte[] output = await node.CallAsync(delta.Asset, input, block, cancellation: cancellation);
            return output.Length == UInt256.SizeBytes ? (BigInteger)new UInt256(output) : null;
        }
        catch (RpcException refused) when (refused.Failure == RpcFailure.NodeError)
        {
            return null; // no state that far back, or no such function: the change alone is shown
        }
    }
}
