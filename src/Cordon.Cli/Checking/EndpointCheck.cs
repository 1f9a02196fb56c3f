using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Checking;

/// <summary>Whether an endpoint is there, is of its chain, and offers what the node would like to ask.</summary>
internal sealed class EndpointCheck(CheckBook book)
{
    private const string NullCall = "{\"from\":\"0x0000000000000000000000000000000000000000\","
        + "\"to\":\"0x0000000000000000000000000000000000000000\",\"data\":\"0x\"}";

    public Task RunAsync(RpcClient node, ulong chain, bool followsMempool, CancellationToken cancellation)
    {
        string place = $"chain {chain}: {node.Endpoint}";
        return book.TryAsync(place, async () =>
        {
            ulong found = await node.ChainIdAsync(cancellation);
            if (found != chain)
            {
                book.Add(CheckLevel.Wrong, place, $"expected chain {chain}, found chain {found}");
                return;
            }

            book.Add(CheckLevel.Fine, place, $"chain {chain}, block {await node.BlockNumberAsync(cancellation)}");
            await OfferAsync(node, place, "call trees of blocks and pending transactions (debug_traceCall)",
                new RpcCall("debug_traceCall", RpcParam.Json(NullCall), "latest",
                    RpcParam.Json("{\"tracer\":\"callTracer\"}")),
                cancellation);
            await OfferAsync(node, place, "invariants of pending transactions (eth_simulateV1)",
                new RpcCall("eth_simulateV1",
                    RpcParam.Json($"{{\"blockStateCalls\":[{{\"calls\":[{NullCall}]}}]}}"), "latest"),
                cancellation);
            if (!followsMempool) return;
            await OfferAsync(node, place, "pending transactions (eth_newPendingTransactionFilter)",
                new RpcCall("eth_newPendingTransactionFilter"), cancellation);
        });
    }

    private async Task OfferAsync(
        RpcClient node, string place, string what, RpcCall call, CancellationToken cancellation)
    {
        try
        {
            using RpcPayload answer = await node.CallRawAsync(call, cancellation);
            book.Add(CheckLevel.Fine, place, $"offers {what}");
        }
        catch (RpcErrorException refused)
        {
            book.Add(CheckLevel.Doubtful, place, $"does not offer {what}: {refused.NodeMessage}");
        }
    }
}
