using System.Threading.Channels;

namespace Cordon.Ethereum.Rpc.Subscriptions;

/// <summary>Notifications of one subscription on their way from the connection to the reader.</summary>
internal sealed class SubscriptionFeed(int waitingMax)
{
    private readonly Channel<RpcPayload> _waiting = Channel.CreateBounded<RpcPayload>(
        new BoundedChannelOptions(waitingMax) { SingleReader = true, SingleWriter = true });

    private int _dropped;

    /// <summary>The node's name for the subscription; empty until it has been granted.</summary>
    public string Id { get; set; } = "";

    /// <summary>Why the feed ended; null while it is open.</summary>
    public string? ClosedBecause { get; private set; }

    public void Push(RpcPayload notification)
    {
        if (_waiting.Writer.TryWrite(notification)) return;
        notification.Dispose();
        Interlocked.Increment(ref _dropped);
    }

    public void Close(string reason)
    {
        ClosedBecause = reason;
        _waiting.Writer.TryComplete();
    }

    /// <summary>The next notification; null once the feed has ended and is empty.</summary>
    public async ValueTask<RpcPayload?> NextAsync(CancellationToken cancellation) =>
        await _waiting.Reader.WaitToReadAsync(cancellation) && _waiting.Reader.TryRead(out RpcPayload? next)
            ? next
            : null;

    /// <summary>Number of notifications dropped since the last call.</summary>
    public int TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    /// <summary>Gives back what was never read.</summary>
    public void Drain()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out RpcPayload? left)) left.Dispose();
    }
}
