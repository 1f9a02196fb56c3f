using System.Threading.Channels;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Gets the bodies of announced hashes, many in one message when they come fast.</summary>
internal sealed class BodyFetcher(
    IRpcCaller node, PendingIntake intake, PendingWatchOptions options, TimeProvider time)
{
    // Behind one address there may be several nodes, of which the one that is asked has it a moment later; and where an
    // endpoint is gone, another is in use by then.
    private const int AttemptsMax = 4;

    private readonly Channel<Wanted> _wanted = Channel.CreateBounded<Wanted>(options.FetchQueueMax);

    /// <summary>Asks for a body; never waits: what finds no room is counted as not fetched.</summary>
    public void Want(Hash256 hash, long noticedAt)
    {
        if (intake.Wants(hash)) Queue(new Wanted(hash, noticedAt, Attempt: 1));
    }

    /// <summary>Fetches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        List<Wanted> batch = [];
        while (await _wanted.Reader.WaitToReadAsync(cancellation))
        {
            batch.Clear();
            while (batch.Count < options.FetchBatch && _wanted.Reader.TryRead(out Wanted next)) batch.Add(next);
            if (batch.Count == 0) continue; // another fetcher was faster
            List<Wanted> missing = [];
            try
            {
                await FetchAsync(batch, missing, cancellation);
            }
            catch (RpcException)
            {
                missing = [.. batch]; // the follower says that the node is gone
            }

            if (missing.Count > 0) _ = AskAgainAsync(missing, cancellation);
        }
    }

    private void Queue(Wanted wanted)
    {
        if (!_wanted.Writer.TryWrite(wanted)) intake.NotFetched(wanted.Hash);
    }

    private async Task FetchAsync(List<Wanted> batch, List<Wanted> missing, CancellationToken cancellation)
    {
        RpcCall[] calls = [.. batch.Select(wanted => new RpcCall("eth_getTransactionByHash", wanted.Hash))];
        using RpcBatch answers = await node.CallBatchAsync(calls, cancellation);
        for (int i = 0; i < answers.Count; i++)
        {
            bool isMissing = answers.ErrorOf(i) is not null || answers[i].Span.SequenceEqual("null"u8);
            if (isMissing) missing.Add(batch[i]);
            else intake.TakeBody(answers[i].ToArray(), batch[i].Hash, batch[i].NoticedAt);
        }
    }

    private async Task AskAgainAsync(List<Wanted> missing, CancellationToken cancellation)
    {
        foreach (Wanted wanted in missing.Where(wanted => wanted.Attempt >= AttemptsMax))
            intake.NotFetched(wanted.Hash);
        await Task.Delay(options.PollInterval, time, cancellation);
        foreach (Wanted wanted in missing.Where(wanted => wanted.Attempt < AttemptsMax))
            Queue(wanted with { Attempt = wanted.Attempt + 1 });
    }

    private readonly record struct Wanted(Hash256 Hash, long NoticedAt, int Attempt);
}
