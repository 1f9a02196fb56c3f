using System.Threading.Channels;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Gets the bodies of announced hashes, many in one message when they come fast.</summary>
internal sealed class BodyFetcher(
    IRpcCaller node, PendingIntake intake, PendingCounters counters, PendingWatchOptions options)
{
    private readonly Channel<(Hash256 Hash, long NoticedAt)> _wanted =
        Channel.CreateBounded<(Hash256, long)>(options.FetchQueueMax);

    /// <summary>Asks for a body; never waits: what finds no room is counted as not fetched.</summary>
    public void Want(Hash256 hash, long noticedAt)
    {
        if (!intake.Wants(hash)) return;
        if (!_wanted.Writer.TryWrite((hash, noticedAt))) counters.Unfetched();
    }

    /// <summary>Fetches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        List<(Hash256 Hash, long NoticedAt)> batch = [];
        while (await _wanted.Reader.WaitToReadAsync(cancellation))
        {
            batch.Clear();
            while (batch.Count < options.FetchBatch && _wanted.Reader.TryRead(out (Hash256, long) next))
                batch.Add(next);
            if (batch.Count == 0) continue; // another fetcher was faster
            try
            {
                await FetchAsync(batch, cancellation);
            }
            catch (RpcException)
            {
                counters.Unfetched(batch.Count); // the follower says that the node is gone
            }
        }
    }

    private async Task FetchAsync(List<(Hash256 Hash, long NoticedAt)> batch, CancellationToken cancellation)
    {
        RpcCall[] calls = [.. batch.Select(wanted => new RpcCall("eth_getTransactionByHash", wanted.Hash))];
        using RpcBatch answers = await node.CallBatchAsync(calls, cancellation);
        for (int i = 0; i < answers.Count; i++)
        {
            if (answers.ErrorOf(i) is not null || answers[i].Span.SequenceEqual("null"u8)) counters.Unfetched();
            else intake.TakeBody(answers[i].ToArray(), batch[i].Hash, batch[i].NoticedAt);
        }
    }
}
