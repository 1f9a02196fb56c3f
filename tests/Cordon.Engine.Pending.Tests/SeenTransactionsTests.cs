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
    public void A_second_transaction_of_the_same_sender_and_nonce_replaces_the_first()
    {
        var seen = new SeenTransactions(10);

        Assert.Null(seen.Place(Transactions.Account(1), 7, Transactions.Hash(1)));
        Assert.Null(seen.Place(Transactions.Account(1), 8, Transactions.Hash(2)));
        Assert.Null(seen.Place(Transactions.Account(2), 7, Transactions.Hash(3)));
        Assert.Equal(Transactions.Hash(1), seen.Place(Transactions.Account(1), 7, Transactions.Hash(4)));
        Assert.Equal(Transactions.Hash(4), seen.Place(Transactions.Account(1), 7, Transactions.Hash(5)));
        Assert.Null(seen.Place(Transactions.Account(1), 7, Transactions.Hash(5))); // itself again
    }
}
