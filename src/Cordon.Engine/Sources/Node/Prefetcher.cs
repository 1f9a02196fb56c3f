using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Sources.Node;

/// <summary>Fetches the next blocks ahead of their turn, and hands them out in order.</summary>
internal sealed class Prefetcher(BlockFetcher fetcher, int ahead, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private readonly Queue<Task<FetchedBlock>> _fetching = new();
    private ulong _next;

    /// <summary>The block <paramref name="number"/>; those up to <paramref name="last"/> are on their way.</summary>
    public Task<FetchedBlock> TakeAsync(ulong number, ulong last)
    {
        if (_fetching.Count == 0) _next = number;
        while (_fetching.Count < ahead && _next <= last) _fetching.Enqueue(fetcher.FetchAsync(_next++, _stop.Token));
        return _fetching.Dequeue();
    }

    /// <summary>Gives up what is on its way, since the chain has changed.</summary>
    public async Task DropAsync()
    {
        while (_fetching.TryDequeue(out Task<FetchedBlock>? task)) await DiscardAsync(task);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await DropAsync();
        _stop.Dispose();
    }

    private static async Task DiscardAsync(Task<FetchedBlock> task)
    {
        try
        {
            (await task).Dispose();
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            // It is not wanted any more; if it still matters, the next attempt will say so.
        }
    }
}
