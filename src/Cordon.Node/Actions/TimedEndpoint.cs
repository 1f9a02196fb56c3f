using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Actions;

/// <summary>Tells the current <see cref="ActionClock"/> when an endpoint was handed the bytes.</summary>
/// <remarks>A call returns its task once the bytes are with the socket; the node's answer is not waited for.</remarks>
internal sealed class TimedEndpoint(IRpcCaller endpoint) : IRpcCaller
{
    /// <inheritdoc/>
    public Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
    {
        ActionClock? clock = ActionClock.Current;
        clock?.BroadcastBegins();
        Task<RpcPayload> answer = endpoint.CallRawAsync(call, cancellation);
        clock?.Written();
        return answer;
    }

    /// <inheritdoc/>
    public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
        endpoint.CallBatchAsync(calls, cancellation);
}
