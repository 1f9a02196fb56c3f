using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Tests;

/// <summary>Lets some transactions through and then fails: before the next one is sent, or once it is in a block, whose
/// answer is lost.</summary>
internal sealed class FlakyNode(IRpcCaller node, int sendsMax, bool losesAnswer) : IRpcCaller
{
    private int _sends;

    public async Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
    {
        if (call.Method != "eth_sendRawTransaction" || _sends++ < sendsMax)
            return await node.CallRawAsync(call, cancellation);
        if (losesAnswer)
        {
            using RpcPayload lost = await node.CallRawAsync(call, cancellation);
        }

        throw new RpcException(RpcFailure.Connection, call.Method, "test", "the connection broke", "Try again.");
    }

    public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
        node.CallBatchAsync(calls, cancellation);
}
