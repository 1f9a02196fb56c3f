using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Engine.Pending.Tests;

public class PendingQueueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Nothing comes back.
    private static PendingQueue QueueOf(int room, PendingCounters? counters = null) =>
        new(room, 0, new FamiliarContracts(100), counters ?? new PendingCounters());

    [Fact]
    public async Task The_most_urgent_goes_first_and_the_oldest_first_within_a_rank()
    {
        using var queue = QueueOf(10);
        queue.Offer(Transactions.Of(1, PendingRank.Routine));
        queue.Offer(Transactions.Of(2, PendingRank.Contract));
        queue.Offer(Transactions.Of(3, PendingRank.Protected));
        queue.Offer(Transactions.Of(4, PendingRank.Contract));

        List<ulong> order = [];
        for (int i = 0; i < 4; i++) order.Add((await queue.TakeAsync(Cancellation)).Nonce);

        Assert.Equal([3UL, 2, 4, 1], order);
    }

    [Fact]
    public async Task A_full_queue_skips_the_least_urgent_and_counts_it()
    {
        var counters = new PendingCounters();
        using var queue = QueueOf(2, counters);
        queue.Offer(Transactions.Of(1, PendingRank.Plain));
        queue.Offer(Transactions.Of(2, PendingRank.Protected));
        queue.Offer(Transactions.Of(3, PendingRank.Protected)); // in place of the plain one
        queue.Offer(Transactions.Of(4, PendingRank.Protected)); // nobody is less urgent

        Assert.Equal(2, queue.Count);
        Assert.Equal(2UL, (await queue.TakeAsync(Cancellation)).Nonce);
        Assert.Equal(3UL, (await queue.TakeAsync(Cancellation)).Nonce);
        Assert.Equal([1L, 0, 0, 0, 1], counters.Read().SkippedByRank);
    }

    [Fact]
    public void What_was_looked_at_before_is_not_counted_as_skipped_when_there_is_no_room_to_do_it_again()
    {
        var counters = new PendingCounters();
        using var queue = QueueOf(1, counters);
        queue.Offer(Transactions.Of(1, PendingRank.Routine) with { IsAgain = true });
        queue.Offer(Transactions.Of(2, PendingRank.Contract)); // in its place
        queue.Offer(Transactions.Of(1, PendingRank.Routine) with { IsAgain = true });

        Assert.Equal((0L, 2L), (counters.Read().Skipped, counters.Read().NotRepeated));
    }

    [Fact]
    public void Whatever_comes_is_kept_or_counted_and_what_is_kept_is_the_most_urgent() =>
        Prop.ForAll<byte[], PositiveInt>((ranks, room) =>
        {
            var counters = new PendingCounters();
            using var queue = QueueOf(room.Get, counters);
            PendingRank[] offered = [.. ranks.Select(rank => (PendingRank)(rank % 5))];
            for (int i = 0; i < offered.Length; i++) queue.Offer(Transactions.Of(i, offered[i]));

            int kept = queue.Count;
            List<PendingRank> taken = [];
            while (queue.Count > 0) taken.Add(queue.TakeAsync(Cancellation).AsTask().Result.Rank);
            return kept + counters.Read().Skipped == offered.Length
                && kept <= room.Get
                && taken.SequenceEqual(offered.Order().Take(room.Get));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Taking_from_an_empty_queue_waits_and_can_be_given_up()
    {
        using var queue = QueueOf(2);
        using var stop = new CancellationTokenSource();
        Task<PendingTransaction> taking = queue.TakeAsync(stop.Token).AsTask();
        Assert.False(taking.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
    }
}
