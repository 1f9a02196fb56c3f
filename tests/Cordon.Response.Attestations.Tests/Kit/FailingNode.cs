using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>A node some of whose answers are failures.</summary>
/// <param name="instead">Makes the failure; completes where the node is to answer itself.</param>
internal sealed class FailingNode(IRpcCaller node, Func<RpcCall, Task> instead) : IRpcCaller
{
    public async Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
    {
        await instead(call);
        return await node.CallRawAsync(call, cancellation);
    }

    public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
        node.CallBatchAsync(calls, cancellation);
}
