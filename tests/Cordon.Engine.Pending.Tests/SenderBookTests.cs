using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Engine.Pending.Tests;

public class SenderBookTests
{
    private static readonly Address Alice = Transactions.Account(1);
    private static readonly Address Bob = Transactions.Account(2);

    [Fact]
    public void A_second_transaction_of_the_same_sender_and_nonce_replaces_the_first_where_it_pays_more()
    {
        var book = new SenderBook(100, 1 << 20);
        PendingTransaction first = Of(Alice, 7, 1, price: 10), same = Of(Alice, 7, 2, price: 10);
        PendingTransaction dearer = Of(Alice, 7, 3, price: 11);

        Assert.Null(book.Place(first));
        Assert.Null(book.Place(Of(Alice, 8, 4)));
        Assert.Null(book.Place(Of(Bob, 7, 5)));
        Assert.Null(book.Place(same));
        Assert.False(book.IsReplaced(first));
        Assert.Equal(first.Hash, book.Place(dearer));
        Assert.Null(book.Place(dearer)); // itself again
        Assert.Null(book.Place(first)); // late, from elsewhere
        Assert.True(book.IsReplaced(first) && book.IsReplaced(same));
        Assert.False(book.IsReplaced(dearer));
    }

    [Fact]
    public void What_comes_before_is_of_the_same_sender_in_order_of_nonces_and_never_what_was_replaced()
    {
        var book = new SenderBook(100, 1 << 20);
        foreach (PendingTransaction known in (PendingTransaction[])
            [Of(Alice, 9, 1), Of(Alice, 7, 2), Of(Bob, 6, 3), Of(Alice, 7, 4, price: 20), Of(Alice, 12, 5)])
        {
            book.Place(known);
        }

        PendingTransaction[] before = [.. book.Before(Of(Alice, 10, 6))];

        Assert.Equal([Transactions.Hash(4), Transactions.Hash(1)], before.Select(t => t.Hash));
        Assert.Empty(book.Before(Of(Bob, 6, 7)));
        Assert.Empty(book.Before(Of(Transactions.Account(3), 6, 8)));
    }

    [Fact]
    public void Nonces_that_the_chain_has_passed_are_forgotten()
    {
        var book = new SenderBook(100, 1 << 20);
        for (int nonce = 0; nonce < 5; nonce++) book.Place(Of(Alice, (ulong)nonce, nonce));

        book.ForgetBelow(Alice, 3);
        book.ForgetBelow(Bob, 3);

        Assert.Equal([3UL, 4UL], book.Before(Of(Alice, 9, 9)).Select(t => t.Nonce));
        book.ForgetBelow(Alice, 5);
        Assert.Equal((0, 0L), (book.Before(Of(Alice, 9, 9)).Count, book.Bytes));
    }

    [Fact]
    public void Memory_stays_bounded_in_number_and_bytes_and_the_newest_is_always_there() =>
        Prop.ForAll<(byte Sender, byte Nonce, byte Size)[], PositiveInt>((placed, room) =>
        {
            const long BytesMax = 20_000;
            var book = new SenderBook(room.Get, BytesMax);
            bool holds = true;
            for (int i = 0; i < placed.Length; i++)
            {
                (byte sender, byte nonce, byte size) = placed[i];
                PendingTransaction next = Of(Transactions.Account(sender % 3), nonce, i, (ulong)i, size * 40);
                book.Place(next);
                int count = Enumerable.Range(0, 3)
                    .Sum(n => book.Before(Of(Transactions.Account(n), ulong.MaxValue, 0)).Count);
                holds &= count <= room.Get && book.Bytes <= BytesMax && !book.IsReplaced(next)
                    && book.Before(next with { Nonce = nonce + 1UL })[^1].Hash == next.Hash;
            }

            return holds;
        }).QuickCheckThrowOnFailure();

    private static PendingTransaction Of(Address from, ulong nonce, int hash, ulong price = 10, int bytes = 4) =>
        Transactions.Of(hash, input: new byte[bytes]) with { From = from, Nonce = nonce, MaxFeePerGas = price };
}
