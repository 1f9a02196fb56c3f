using Cordon.Domain.Signals;

namespace Cordon.Engine.Pending.Tests;

public class ExaminedTransactionsTests
{
    [Fact]
    public void A_signal_about_a_transaction_is_news_once_and_about_another_again()
    {
        var examined = new ExaminedTransactions(10);
        Assert.True(examined.Begin(Transactions.Hash(1)));
        Assert.True(examined.Begin(Transactions.Hash(2)));

        Assert.True(examined.IsNews(Transactions.Hash(1), Said("a")));
        Assert.False(examined.IsNews(Transactions.Hash(1), Said("a")));
        Assert.True(examined.IsNews(Transactions.Hash(1), Said("b")));
        Assert.True(examined.IsNews(Transactions.Hash(2), Said("a")));

        Assert.False(examined.Begin(Transactions.Hash(1)));
        Assert.False(examined.IsNews(Transactions.Hash(1), Said("b")));
    }

    [Fact]
    public void A_transaction_is_examined_four_times_at_most()
    {
        var examined = new ExaminedTransactions(10);
        Assert.False(examined.MayRepeat(Transactions.Hash(1))); // not before its first time

        int times = 0;
        do
        {
            examined.Begin(Transactions.Hash(1));
            times++;
        }
        while (times < 100 && examined.MayRepeat(Transactions.Hash(1)));

        Assert.Equal(4, times);
    }

    [Fact]
    public void What_was_forgotten_for_age_is_said_again_rather_than_not_at_all()
    {
        var examined = new ExaminedTransactions(1);
        examined.Begin(Transactions.Hash(1));
        Assert.True(examined.IsNews(Transactions.Hash(1), Said("a")));

        examined.Begin(Transactions.Hash(2));

        Assert.True(examined.IsNews(Transactions.Hash(1), Said("a")));
        Assert.False(examined.MayRepeat(Transactions.Hash(1)));
    }

    private static Signal Said(string id) => new()
    {
        Id = id,
        Chain = 1,
        Block = 1,
        Detector = "test",
        Severity = Severity.High,
        Confidence = 1,
        Subjects = [],
        Summary = "",
        Evidence = [],
    };
}
