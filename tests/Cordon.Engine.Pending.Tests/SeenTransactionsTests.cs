using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Engine.Pending.Tests;

public class SeenTransactionsTests
{
    [Fact]
    public void Each_hash_is_new_once_whatever_the_order() =>
        Prop.ForAll<byte[]>(numbers =>
        {
            var seen = new SeenTransactions(1_000);
            int news = numbers.Count(number => seen.IsNew(Transactions.Hash(number)));
            return news == numbers.Distinct().Count();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Memory_stays_bounded_and_only_the_oldest_is_forgotten() =>
        Prop.ForAll<int[], PositiveInt>((numbers, room) =>
        {
            var seen = new SeenTransactions(room.Get);
            int[] distinct = [.. numbers.Distinct()];
            foreach (int number in distinct) seen.IsNew(Transactions.Hash(number & int.MaxValue));
            int[] kept = [.. distinct.Select(n => n & int.MaxValue).Distinct().TakeLast(room.Get)];
            return seen.Count <= room.Get && kept.All(number => !seen.IsNew(Transactions.Hash(number)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_in_a_block_is_known_and_mined_until_the_block_is_reorganised_away()
    {
        var seen = new SeenTransactions(100);
        Assert.True(seen.IsNew(Transactions.Hash(1)));
        Assert.False(seen.IsMined(Transactions.Hash(1)));

        seen.NoteMined(Transactions.Block(10, Transactions.Hash(1), Transactions.Hash(2)));
        seen.NoteMined(Transactions.Block(11, Transactions.Hash(3)));
        Assert.False(seen.IsNew(Transactions.Hash(2)));
        Assert.True(seen.IsMined(Transactions.Hash(1)) && seen.IsMined(Transactions.Hash(3)));

        seen.NoteMined(Transactions.Block(11, Transactions.Hash(4)));
        Assert.True(seen.IsMined(Transactions.Hash(2)) && seen.IsMined(Transactions.Hash(4)));
        Assert.False(seen.IsMined(Transactions.Hash(3)));
        Assert.True(seen.IsNew(Transactions.Hash(3))); // and looked at again when it is announced again
    }

    [Fact]
    public void What_is_in_a_block_is_not_forgotten_for_want_of_its_body()
    {
        var seen = new SeenTransactions(100);
        Assert.True(seen.IsNew(Transactions.Hash(1)));
        seen.NoteMined(Transactions.Block(10, Transactions.Hash(1)));

        seen.Forget(Transactions.Hash(1));
        seen.Forget(Transactions.Hash(2)); // which was never seen

        Assert.False(seen.IsNew(Transactions.Hash(1)));
        Assert.True(seen.IsMined(Transactions.Hash(1)) && seen.IsNew(Transactions.Hash(2)));
    }

    [Fact]
    public void After_any_reorganisations_what_is_mined_is_what_the_last_chain_holds() =>
        Prop.ForAll<byte[]>(heights =>
        {
            var seen = new SeenTransactions(100_000);
            var chain = new SortedDictionary<int, int>();
            for (int i = 0; i < heights.Length; i++)
            {
                int height = Math.Min(heights[i], chain.Count); // on top of the chain, or in place of a part of it
                foreach (int above in chain.Keys.Where(number => number >= height).ToArray()) chain.Remove(above);
                chain[height] = i;
                seen.NoteMined(Transactions.Block((ulong)height, Transactions.Hash(i)));
            }

            return Enumerable.Range(0, heights.Length)
                .All(i => seen.IsMined(Transactions.Hash(i)) == chain.ContainsValue(i));
        }).QuickCheckThrowOnFailure();
}
