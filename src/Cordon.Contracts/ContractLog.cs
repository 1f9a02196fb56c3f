using System.Globalization;
using System.Text.Json;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts;

/// <summary>One event of a contract, undecoded.</summary>
public sealed record ContractLog(Hash256[] Topics, byte[] Data)
{
    /// <summary>Every event of a contract in a range of blocks, oldest first.</summary>
    /// <param name="first">The first block.</param>
    /// <param name="last">The last one; null for the newest.</param>
    /// <param name="topics">What each topic must be, null for anything; none for every event.</param>
    /// <exception cref="RpcException">The node gives no logs, or malformed ones.</exception>
    public static async Task<IReadOnlyList<ContractLog>> ReadAsync(
        IRpcCaller node, Address contract, ulong first, ulong? last, IReadOnlyList<Hash256?> topics,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(topics);
        List<ContractLog> logs = [];
        string? Check(ReadOnlyMemory<byte> json)
        {
            try
            {
                using JsonDocument answer = JsonDocument.Parse(json);
                logs = [.. answer.RootElement.EnumerateArray().Select(Read)];
                return null;
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException
                or KeyNotFoundException or ArgumentException)
            {
                return e.Message;
            }
        }

        string to = last?.ToString("x", CultureInfo.InvariantCulture) is { } hex ? $"0x{hex}" : "latest";
        string wanted = string.Join(',', topics.Select(topic => topic is { } hash ? $"\"{hash}\"" : "null"));
        RpcParam filter = RpcParam.Json($"{{\"fromBlock\":\"0x{first:x}\",\"toBlock\":\"{to}\","
            + $"\"address\":\"{contract}\",\"topics\":[{wanted}]}}");
        using RpcPayload payload = await node.CallRawAsync(
            new RpcCall("eth_getLogs", filter) { Check = Check }, cancellation);
        return logs;
    }

    private static ContractLog Read(JsonElement log) => new(
        [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash256.Parse(topic.GetString()!))],
        Hex.Parse(log.GetProperty("data").GetString()!));
}
