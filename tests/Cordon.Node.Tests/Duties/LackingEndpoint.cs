using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Tests.Duties;

/// <summary>An endpoint that does not offer some methods: asked for one, it answers as nodes answer to a method that
/// does not exist.</summary>
/// <param name="lacks">How the methods' names begin.</param>
internal sealed class LackingEndpoint(IRpcCaller node, IReadOnlyCollection<string> lacks) : IRpcCaller
{
    public Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default) =>
        node.CallRawAsync(Known(call), cancellation);

    public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
        node.CallBatchAsync([.. calls.Select(Known)], cancellation);

    private RpcCall Known(RpcCall call) =>
        lacks.Any(name => call.Method.StartsWith(name, StringComparison.Ordinal))
        || (lacks.Contains("debug_") && call.Method.StartsWith("trace_", StringComparison.Ordinal))
            ? new RpcCall("lacking_" + call.Method)
            : call;
}
