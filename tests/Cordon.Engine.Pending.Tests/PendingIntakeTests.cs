using System.Text;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending.Tests;

public sealed class PendingIntakeTests : IDisposable
{
    private static readonly Address To = Transactions.Account(77);

    private readonly PendingCounters _counters = new();
    private readonly PendingQueue _queue;
    private readonly PendingIntake _intake;

    public PendingIntakeTests()
    {
        _queue = new PendingQueue(100, 0, new FamiliarContracts(100), _counters);
        _intake = new PendingIntake(
            new FirstLook(WatchList.Empty, 1), new SeenTransactions(100), new SenderBook(100, 1 << 20),
            new ExaminedTransactions(100), _queue, _counters, TimeProvider.System);
    }

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_body_is_queued_once_with_all_its_fields()
    {
        _intake.TakeNotice(Transactions.Json(5, To), noticedAt: 3);
        _intake.TakeNotice(Transactions.Json(5, To), noticedAt: 4);

        PendingTransaction queued = await _queue.TakeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _queue.Count);
        Assert.Equal((Transactions.Hash(5), Transactions.Account(5), To, 5UL, 3L),
            (queued.Hash, queued.From, queued.To!.Value, queued.Nonce, queued.NoticedAt));
        Assert.Equal(((UInt256)2UL, (UInt256?)null), (queued.MaxFeePerGas!.Value, queued.GasPrice));
        Assert.Equal([1, 2, 3, 4], queued.Input.ToArray());
        Assert.Equal((1, 1), (_counters.Read().Noticed, _counters.Read().Repeated));
    }

    [Fact]
    public void A_transaction_that_is_mined_already_is_left_to_the_block_path()
    {
        _intake.TakeNotice(Transactions.Json(5, To, more: $",\"blockHash\":\"{Transactions.Hash(9)}\""), 0);

        Assert.Equal((0, 1L), (_queue.Count, _counters.Read().Mined));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"hash\":\"0x12\"}")]
    [InlineData("{\"hash\":")]
    [InlineData("[]")]
    [InlineData("{\"hash\":7,\"from\":{},\"nonce\":[]}")]
    public void What_is_no_transaction_is_counted_and_stops_nothing(string json)
    {
        _intake.TakeNotice(Encoding.UTF8.GetBytes(json), 0);
        _intake.TakeNotice(Transactions.Json(1, To), 0);

        Assert.Equal((1, 1L), (_queue.Count, _counters.Read().Malformed));
    }

    [Fact]
    public void A_body_that_comes_twice_is_queued_once_whichever_way_is_faster()
    {
        Assert.True(_intake.Wants(Transactions.Hash(1)));
        _intake.TakeNotice(Transactions.Json(1, To), 0);
        Assert.Equal(1, _queue.Count); // without waiting for the answer

        _intake.TakeBody(Transactions.Json(1, To), Transactions.Hash(1), 0);
        Assert.Equal((1, 1L, 1L), (_queue.Count, _counters.Read().Noticed, _counters.Read().Repeated));
    }

    [Fact]
    public void A_body_that_could_not_be_had_is_wanted_once_it_is_announced_again()
    {
        Assert.True(_intake.Wants(Transactions.Hash(1)));
        Assert.False(_intake.Wants(Transactions.Hash(1)));
        _intake.NotFetched(Transactions.Hash(1));

        Assert.True(_intake.Wants(Transactions.Hash(1)));
        _intake.TakeBody(Transactions.Json(1, To), Transactions.Hash(1), 0);
        Assert.Equal((1, 2L, 1L, 1L), (_queue.Count, _counters.Read().Noticed, _counters.Read().Repeated,
            _counters.Read().Unfetched));
    }

    [Fact]
    public void What_came_another_way_meanwhile_is_not_wanted_again()
    {
        Assert.True(_intake.Wants(Transactions.Hash(1)));
        _intake.TakeNotice(Transactions.Json(1, To), 0);
        _intake.NotFetched(Transactions.Hash(1));

        Assert.False(_intake.Wants(Transactions.Hash(1)));
    }

    [Fact]
    public void The_answer_to_another_question_is_not_believed()
    {
        _intake.TakeBody(Transactions.Json(1, To), Transactions.Hash(2), 0);

        Assert.Equal((0, 1L), (_queue.Count, _counters.Read().Malformed));
    }

    [Fact]
    public async Task A_replacement_says_what_it_replaces()
    {
        _intake.TakeNotice(Transactions.Json(1, To), 0);
        string text = Encoding.UTF8.GetString(Transactions.Json(1, To));
        string other = text.Replace(Transactions.Hash(1).ToString(), Transactions.Hash(2).ToString())
            .Replace("\"maxFeePerGas\":\"0x2\"", "\"maxFeePerGas\":\"0x3\"");
        _intake.TakeNotice(Encoding.UTF8.GetBytes(other), 0);

        await _queue.TakeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Transactions.Hash(1), (await _queue.TakeAsync(TestContext.Current.CancellationToken)).Replaces);
        Assert.Equal(1, _counters.Read().Replacements);
    }
}
