using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Engine.Sources.Node;

/// <summary>Waits for the chain to move: by asking at intervals, and at once where a subscription tells.</summary>
internal sealed class HeadWatch : IAsyncDisposable
{
    private readonly IRpcCaller _node;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _news = new(0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _listening = Task.CompletedTask;

    public HeadWatch(IRpcCaller node, TimeSpan interval, TimeProvider time, bool listens)
    {
        (_node, _interval, _time) = (node, interval, time);
        RpcClient? line = node switch
        {
            RpcClient { CanSubscribe: true } client => client,
            EndpointPool pool => pool.Clients.FirstOrDefault(client => client.CanSubscribe),
            _ => null,
        };
        if (listens && line is not null) _listening = ListenAsync(line, _closing.Token);
    }

    /// <summary>The newest block, once it has reached the one wanted or replaces a delivered one.</summary>
    public async Task<BlockHeader> NextAsync(ulong wanted, DeliveredChain chain, CancellationToken cancellation)
    {
        while (true)
        {
            BlockHeader? head = await _node.GetBlockHeaderAsync("latest", cancellation);
            if (head is not null && (head.Number >= wanted || Replaces(head, chain))) return head;
            await WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _listening;
        _closing.Dispose();
        _news.Dispose();
    }

    // A lower head of the same branch is only an endpoint that lags.
    private static bool Replaces(BlockHeader head, DeliveredChain chain) =>
        chain.HashAt(head.Number) is { } delivered && delivered != head.Hash;

    private async Task WaitAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task tick = Task.Delay(_interval, _time, either.Token);
        Task news = _news.WaitAsync(either.Token);
        await Task.WhenAny(tick, news);
        cancellation.ThrowIfCancellationRequested();
        await either.CancelAsync();
        await Task.WhenAll(tick, news).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ListenAsync(RpcClient line, CancellationToken cancellation)
    {
        try
        {
            await foreach (RpcNotification notification
                in line.SubscribeAsync(["newHeads"], cancellation: cancellation))
            {
                notification.Value?.Dispose();
                if (_news.CurrentCount == 0) _news.Release();
            }
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or ObjectDisposedException)
        {
            // Without the subscription the same is learnt by asking, only later.
        }
    }
}
