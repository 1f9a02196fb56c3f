using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts.Tests;

/// <summary>The same block gives the same facts whichever way it was recorded, as far as calls can show them.</summary>
public sealed class DialectTests(ITestOutputHelper output)
{
    private static readonly ulong[] Blocks = [10760440, 11743952, 12244000, 12522062, 15752489, 16257471, 19929064];

    [Fact]
    public void Parity_traces_and_call_traces_without_logs_give_the_same_facts()
    {
        foreach (ulong block in Blocks)
        {
            BlockFacts nested = Dialects.WithoutLogs(PathOf(block)), flat = Dialects.AsParity(PathOf(block));

            Assert.Equal(Swaps(nested), Swaps(flat));
            Assert.Equal(Transfers(nested), Transfers(flat));
            Assert.Equal(nested.Loans.Count, flat.Loans.Count);
            Assert.Equal(nested.FlashLoans.Count, flat.FlashLoans.Count);
        }
    }

    [Fact]
    public void Swaps_found_without_logs_are_those_found_with_logs()
    {
        int expected = 0, found = 0, extra = 0;
        foreach (ulong block in Blocks)
        {
            List<string> with = Swaps(BlockPack.Extract(block)), without = Swaps(Dialects.WithoutLogs(PathOf(block)));
            expected += with.Count;
            int same = CountSame(with, without);
            found += same;
            extra += without.Count - same;
            foreach (string lost in with.Except(without)) output.WriteLine($"{block} only with logs: {lost}");
            foreach (string added in without.Except(with)) output.WriteLine($"{block} only without: {added}");
        }

        output.WriteLine($"{found} of {expected} swaps the same, {extra} extra");
        Assert.True(found >= 0.97 * expected, $"{found} of {expected}");
        Assert.True(extra <= 0.03 * expected, $"{extra} extra");
    }

    [Fact]
    public void Transfers_found_without_logs_are_those_found_with_logs_but_for_what_tokens_do_by_themselves()
    {
        int expected = 0, found = 0, extra = 0;
        foreach (ulong block in Blocks)
        {
            List<string> with = Transfers(BlockPack.Extract(block));
            List<string> without = Transfers(Dialects.WithoutLogs(PathOf(block)));
            int same = CountSame(with, without);
            expected += with.Count;
            found += same;
            extra += without.Count - same;
            foreach (string lost in with.Except(without)) output.WriteLine($"{block} only with logs: {lost}");
            foreach (string added in without.Except(with)) output.WriteLine($"{block} only without: {added}");
        }

        output.WriteLine($"{found} of {expected} transfers the same, {extra} extra");
        Assert.True(found >= 0.9 * expected, $"{found} of {expected}");
        Assert.True(extra <= 0.04 * expected, $"{extra} extra");
    }

    private static string PathOf(ulong block) => Path.Combine(BlockPack.Root, "blocks", $"{block}.json.gz");

    private static int CountSame(List<string> left, List<string> right) => left.GroupBy(text => text)
        .Sum(group => Math.Min(group.Count(), right.Count(text => text == group.Key)));

    private static List<string> Swaps(BlockFacts facts)
    {
        AccountTable accounts = facts.Data.Accounts;
        return [.. facts.Swaps.Rows.ToArray().Select(row =>
            $"{row.Tx} {row.Venue} {accounts[row.Pool]} {row.AmountIn} {accounts[row.TokenIn]}"
            + $" {row.AmountOut} {accounts[row.TokenOut]}")];
    }

    private static List<string> Transfers(BlockFacts facts)
    {
        AccountTable accounts = facts.Data.Accounts;
        return [.. facts.Transfers.Rows.ToArray().Where(row => !row.Amount.IsZero).Select(row =>
            $"{row.Tx} {row.Kind} {accounts[row.Asset]} {row.Amount} {row.TokenId}"
            + $" {accounts[row.From]} {accounts[row.To]}")];
    }
}
