namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>Asks one endpoint for its view of a block.</summary>
internal static class BlockQuestion
{
    /// <summary>The endpoint's view; null when it cannot give one, which is no lie.</summary>
    public static async Task<BlockView?> AskAsync(
        PooledEndpoint endpoint, ulong number, CancellationToken cancellation)
    {
        try
        {
            using RpcPayload block = await endpoint.Client.CallRawAsync(
                new RpcCall("eth_getBlockByNumber", number, false), cancellation);
            using RpcPayload receipts = await endpoint.Client.CallRawAsync(
                new RpcCall("eth_getBlockReceipts", number), cancellation);
            return block.IsNull || receipts.IsNull
                ? null
                : BlockView.Of(endpoint.Name, block.Json.Span, receipts.Json.Span);
        }
        catch (Exception e) when (e is RpcException or FormatException)
        {
            return null;
        }
    }
}
