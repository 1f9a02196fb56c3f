using System.Text.Json;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Tests;

/// <summary>What the node itself says about its blocks.</summary>
internal static class Blocks
{
    /// <summary>The hashes of a block's transactions, in order.</summary>
    public static async Task<Hash256[]> TransactionsAsync(RpcClient client, ulong number)
    {
        using RpcPayload payload = await client.CallRawAsync(
            new RpcCall("eth_getBlockByNumber", number, false), Anvil.Cancellation);
        using JsonDocument block = JsonDocument.Parse(payload.Json);
        return [.. block.RootElement.GetProperty("transactions").EnumerateArray()
            .Select(t => Hash256.Parse(t.GetString()!))];
    }
}
