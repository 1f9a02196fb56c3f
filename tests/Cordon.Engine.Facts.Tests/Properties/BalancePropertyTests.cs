using System.Numerics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Nothing appears or vanishes but by mint and burn.</summary>
public sealed class BalancePropertyTests
{
    [Fact]
    public void What_accounts_gain_of_an_asset_is_what_others_lose_and_what_was_minted_less_burnt()
    {
        foreach (string file in BlockPack.Files("blocks"))
        {
            BlockFacts facts = BlockPack.Extract(file);
            for (int tx = 0; tx < facts.Data.Transactions.Count; tx++) AssertConserved(facts, tx);
        }
    }

    [Fact]
    public void Every_transfer_of_a_fungible_asset_counts_once_at_each_end()
    {
        BlockFacts facts = SyntheticBlock.Extract(true, PairTrades.Swap(paid: 500, received: 400, tax: 20));

        Assert.Equal(
            ["-480 t0 trader", "480 t0 pool", "-400 t1 pool", "400 t1 trader"],
            facts.Balances.Rows.ToArray().Select(row =>
            $"{(row.IsLoss ? "-" : "")}{row.Magnitude} {(IsToken0(facts, row.Asset) ? "t0" : "t1")} "
            + (facts.Data.Accounts[row.Account] == PairTrades.Pool ? "pool" : "trader")));
    }

    private static bool IsToken0(BlockFacts facts, AccountId asset) =>
        facts.Data.Accounts[asset] == PairTrades.Token0;

    private static void AssertConserved(BlockFacts facts, int tx)
    {
        Dictionary<AccountId, BigInteger> sums = [];
        foreach (ref readonly BalanceDelta row in facts.Balances.OfTransaction(tx))
        {
            sums[row.Asset] = sums.GetValueOrDefault(row.Asset) + (BigInteger)row.In - (BigInteger)row.Out;
        }

        foreach (ref readonly Transfer row in facts.Transfers.OfTransaction(tx))
        {
            if (row.Kind is TransferKind.Erc721 or TransferKind.Erc1155) continue;
            BigInteger amount = (BigInteger)row.Amount;
            if (row.IsMint) sums[row.Asset] = sums.GetValueOrDefault(row.Asset) - amount;
            if (row.IsBurn) sums[row.Asset] = sums.GetValueOrDefault(row.Asset) + amount;
        }

        Assert.All(sums, sum => Assert.True((sum.Value % (BigInteger.One << 256)).IsZero, $"{tx} {sum}"));
    }
}
