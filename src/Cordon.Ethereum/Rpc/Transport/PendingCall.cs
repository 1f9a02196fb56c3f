using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>A request whose answer has not come yet.</summary>
internal sealed class PendingCall(RpcRequest request, SubscriptionFeed? feed)
{
    private readonly TaskCompletionSource<RpcPayload> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RpcRequest Request { get; } = request;

    /// <summary>Where notifications go if this request opens a subscription.</summary>
    public SubscriptionFeed? Feed { get; } = feed;

    public Task<RpcPayload> Answer => _answer.Task;

    public void Complete(RpcPayload message)
    {
        if (!_answer.TrySetResult(message)) message.Dispose();
    }

    public void Fail(Exception reason) => _answer.TrySetException(reason);

    /// <summary>Nobody waits any more: an answer that still comes is given back to the pool.</summary>
    public void Abandon()
    {
        if (!_answer.TrySetCanceled() && _answer.Task.IsCompletedSuccessfully) _answer.Task.Result.Dispose();
    }
}
