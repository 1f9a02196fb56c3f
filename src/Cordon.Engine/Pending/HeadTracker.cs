using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Engine.Pending;

/// <summary>Knows the newest block of a node: from a subscription, else by asking.</summary>
internal sealed class HeadTracker(RpcClient node, PendingWatchOptions options, TimeProvider time)
{
    private volatile BlockHeader? _current;

    /// <summary>The newest block; null before the first is known.</summary>
    public BlockHeader? Current => _current;

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        bool subscribes = node.CanSubscribe;
        while (true)
        {
            try
            {
                _current = await node.GetBlockHeaderAsync("latest", cancellation) ?? _current;
                if (subscribes)
                {
                    await foreach (HeadNotice notice in node.SubscribeHeadsAsync(cancellation))
                        _current = notice.Header;
                }
            }
            catch (RpcErrorException)
            {
                subscribes = false;
            }
            catch (RpcException)
            {
                // The follower of the pending transactions says that the node is gone.
            }

            await Task.Delay(options.PollInterval, time, cancellation);
        }
    }
}
