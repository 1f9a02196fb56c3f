using System.Threading.Channels;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Takes transactions from the queue, has them examined, and delivers the verdicts.</summary>
internal sealed class PendingWorker(
    PendingQueue queue,
    SeenTransactions seen,
    SenderBook senders,
    Predecessors predecessors,
    ExaminedTransactions examined,
    HeadTracker heads,
    CodeBook codes,
    PendingExaminer examiner,
    EndpointRing ring,
    PendingCounters counters,
    PendingWatchOptions options,
    TimeProvider time)
{
    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(
        SemaphoreSlim room, ChannelWriter<PendingVerdict> verdicts, int attemptsMax, CancellationToken cancellation)
    {
        while (true)
        {
            await room.WaitAsync(cancellation);
            PendingVerdict? verdict = null;
            while (verdict is null)
            {
                PendingTransaction transaction = await queue.TakeAsync(cancellation);
                if (IsOver(transaction)) continue;
                bool isAgain = !examined.Begin(transaction.Hash);
                verdict = await ExamineAsync(
                    transaction, isAgain, time.GetTimestamp(), first => verdicts.TryWrite(first), attemptsMax,
                    cancellation);
            }

            verdicts.TryWrite(verdict);
        }
    }

    // It was mined or replaced while it waited.
    private bool IsOver(PendingTransaction transaction)
    {
        bool isMined = seen.IsMined(transaction.Hash), isOver = isMined || senders.IsReplaced(transaction);
        if (isMined) counters.Mined();
        else if (isOver) counters.Superseded();
        return isOver;
    }

    // Null for ether sent to nobody's code, where there is nothing new to say, and where it was mined meanwhile.
    private async Task<PendingVerdict?> ExamineAsync(
        PendingTransaction transaction, bool isAgain, long takenAt, Action<PendingVerdict> deliver, int attemptsMax,
        CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            BlockHeader? head = heads.Current;
            try
            {
                if (head is not null)
                {
                    if (await IsPlainAsync(transaction, head, cancellation))
                    {
                        counters.Plain();
                        return null;
                    }

                    PredecessorState before = await predecessors.OfAsync(transaction, head, cancellation);
                    var task = new PendingTask(transaction, isAgain, before, head, takenAt, deliver);
                    return Count(await examiner.ExamineAsync(task, cancellation));
                }
            }
            catch (RpcException)
            {
                // The follower says that the node is gone; it may come back in time for this one.
            }

            if (head is not null && attempt >= attemptsMax)
            {
                // While nothing answers, all that waits would be used up one by one, and nobody announces it again.
                if (await AnswersAsync(cancellation))
                    return Count(new PendingVerdict(transaction, head.Number, [], default));
                attempt = 0;
            }

            await Task.Delay(head is null ? options.PollInterval : options.RetryDelay, time, cancellation);
            if (attempt == 0 && IsOver(transaction)) return null;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await ring.BlockNumberAsync(cancellation);
            return true;
        }
        catch (RpcException e)
        {
            return !e.IsOutage;
        }
    }

    private async ValueTask<bool> IsPlainAsync(
        PendingTransaction transaction, BlockHeader head, CancellationToken cancellation) =>
        transaction is { Rank: PendingRank.Plain, To: { } to }
        && !await codes.HasCodeAsync(to, head.Number, cancellation);

    private PendingVerdict? Count(PendingVerdict? verdict)
    {
        if (verdict is null) return null;
        if (verdict.WasSimulated) counters.Simulated();
        else counters.Refused();
        return verdict;
    }
}
