using System.Text.Json;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian;

/// <summary>Finds a contract's events in the latest blocks.</summary>
/// <param name="blocks">How many blocks back.</param>
internal sealed class LogSearch(IRpcCaller node, ulong blocks)
{
    private const ulong BlocksPerCall = 2_000; // what every provider allows

    /// <summary>Topics and data of the events, the oldest first.</summary>
    /// <param name="topics">What each topic must be; null for anything.</param>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<IReadOnlyList<(Hash256[] Topics, byte[] Data)>> FindAsync(
        Address contract, IReadOnlyList<Hash256?> topics, CancellationToken cancellation)
    {
        ulong head = await node.BlockNumberAsync(cancellation);
        ulong from = head - Math.Min(head, blocks);
        string filter = string.Join(',', topics.Select(topic => topic is { } hash ? $"\"{hash}\"" : "null"));
        List<(Hash256[], byte[])> found = [];
        for (; from <= head; from += BlocksPerCall)
        {
            ulong to = Math.Min(head, from + BlocksPerCall - 1);
            RpcParam ask = RpcParam.Json($"{{\"address\":\"{contract}\",\"fromBlock\":\"0x{from:x}\","
                + $"\"toBlock\":\"0x{to:x}\",\"topics\":[{filter}]}}");
            using RpcPayload answer = await node.CallRawAsync(new RpcCall("eth_getLogs", ask), cancellation);
            found.AddRange(Read(answer));
        }

        return found;
    }

    private static List<(Hash256[] Topics, byte[] Data)> Read(RpcPayload answer)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(answer.Json);
            return
            [
                .. json.RootElement.EnumerateArray().Select(log => (
                    log.GetProperty("topics").EnumerateArray()
                        .Select(topic => Hash256.Parse(topic.GetString()!)).ToArray(),
                    Hex.Parse(log.GetProperty("data").GetString()!))),
            ];
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException
            or KeyNotFoundException or ArgumentNullException)
        {
            throw new RpcException(RpcFailure.Implausible, "eth_getLogs", "the chain's endpoint", wrong.Message,
                "Use another endpoint.");
        }
    }
}
