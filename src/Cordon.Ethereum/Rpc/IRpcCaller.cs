namespace Cordon.Ethereum.Rpc;

/// <summary>Anything that can be asked over JSON-RPC: one endpoint or a pool of them.</summary>
public interface IRpcCaller
{
    /// <summary>Asks and returns the undecoded <c>result</c>; the caller disposes it.</summary>
    /// <exception cref="RpcException">The call failed; <see cref="RpcErrorException"/> when the node says so.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default);

    /// <summary>Asks several calls in one message; the caller disposes the answers, which keep the calls' order.
    /// </summary>
    /// <exception cref="RpcException">The batch as a whole failed. The error of a single call is thrown when its
    /// answer is read.</exception>
    Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default);
}
