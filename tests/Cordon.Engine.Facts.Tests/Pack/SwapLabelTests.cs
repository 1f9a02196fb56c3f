using System.Globalization;
using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Swaps of the recorded blocks against another classifier's.</summary>
public sealed class SwapLabelTests(ITestOutputHelper output)
{
    private const double RecallMin = 0.98;

    [Fact]
    public void Finds_the_labelled_swaps_with_exact_pool_tokens_and_amounts()
    {
        int effective = 0, found = 0, undone = 0;
        foreach (IGrouping<ulong, JsonElement> rows in BlockPack.Labels("swap").GroupBy(BlockOf))
        {
            BlockFacts facts = BlockPack.Extract(rows.Key);
            foreach (JsonElement label in rows)
            {
                int tx = IndexOf(facts, label);
                bool isFound = Matches(facts, tx, label);
                if (IsUndone(facts.Data, tx, label))
                {
                    undone++;
                    Assert.False(isFound, $"A swap in a reverted frame was reported: {label}");
                    continue;
                }

                effective++;
                if (isFound) found++;
                else output.WriteLine($"missed {rows.Key} {label}; found there: {Found(facts, tx, label)}");
            }
        }

        double recall = (double)found / effective;
        output.WriteLine($"{found} of {effective} found ({recall:P2}); {undone} labels lie in reverted frames");
        Assert.True(found >= RecallMin * effective, $"{found} of {effective} labelled swaps found");
    }

    /// <summary>Labels say so of eleven; the traces show it of two dozen more.</summary>
    private static bool IsUndone(BlockData data, int tx, JsonElement label)
    {
        int call = data.Transactions.Calls[tx].Start;
        foreach (JsonElement step in label.GetProperty("traceAddress").EnumerateArray())
        {
            call = Child(data, call, step.GetInt32());
        }

        Assert.True(!label.GetProperty("reverted").GetBoolean() || !data.Calls.TookEffect(call));
        return !data.Calls.TookEffect(call);
    }

    private static int Child(BlockData data, int parent, int index)
    {
        for (int call = parent + 1; call < data.Calls.End[parent]; call = data.Calls.End[call])
        {
            if (data.Calls.ChildIndex[call] == index) return call;
        }

        throw new InvalidOperationException("The labels name a frame that the trace lacks.");
    }

    private static bool Matches(BlockFacts facts, int tx, JsonElement label)
    {
        AccountTable accounts = facts.Data.Accounts;
        foreach (ref readonly Swap swap in facts.Swaps.OfTransaction(tx))
        {
            if (accounts[swap.Pool] == AddressOf(label, "pool")
                && accounts[swap.TokenIn] == AddressOf(label, "tokenIn")
                && accounts[swap.TokenOut] == AddressOf(label, "tokenOut")
                && swap.AmountIn.ToString() == label.GetProperty("amountIn").GetString()
                && swap.AmountOut.ToString() == label.GetProperty("amountOut").GetString())
            {
                return true;
            }
        }

        return false;
    }

    private static string Found(BlockFacts facts, int tx, JsonElement label)
    {
        List<string> found = [];
        foreach (ref readonly Swap swap in facts.Swaps.OfTransaction(tx))
        {
            if (facts.Data.Accounts[swap.Pool] != AddressOf(label, "pool")) continue;
            found.Add($"{swap.AmountIn} {facts.Data.Accounts[swap.TokenIn]} (received {swap.AmountReceived})"
                + $" -> {swap.AmountOut} {facts.Data.Accounts[swap.TokenOut]}");
        }

        return string.Join("; ", found);
    }

    private static Address AddressOf(JsonElement label, string key) =>
        Address.Parse(label.GetProperty(key).GetString() ?? "");

    private static ulong BlockOf(JsonElement label) => label.GetProperty("block").GetUInt64();

    private static int IndexOf(BlockFacts facts, JsonElement label)
    {
        Hash256 hash = Hash256.Parse(label.GetProperty("tx").GetString() ?? "");
        return facts.Data.Transactions.Hash.Span.IndexOf(hash);
    }
}
