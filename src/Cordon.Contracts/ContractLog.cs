using System.Globalization;
using System.Text;
using System.Text.Json;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts;

/// <summary>One event of a contract, undecoded.</summary>
public sealed record ContractLog(Hash256[] Topics, byte[] Data)
{
    /// <summary>Number of the block that it is in.</summary>
    public required ulong Block { get; init; }

    /// <summary>Place of its transaction in the block, from 0.</summary>
    public required ulong TransactionIndex { get; init; }

    /// <summary>Every event of a contract in a range of blocks, oldest first.</summary>
    /// <param name="first">The first block.</param>
    /// <param name="last">The last one; null for the newest.</param>
    /// <param name="topics">What each topic may be, none for anything; none at all for every event.</param>
    /// <exception cref="RpcException">The node gives no logs, malformed ones, or another contract's.</exception>
    public static async Task<IReadOnlyList<ContractLog>> ReadAsync(
        IRpcCaller node, Address contract, ulong first, ulong? last, IReadOnlyList<Hash256[]> topics,
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
                logs = [.. answer.RootElement.EnumerateArray().Select(log => Read(log, contract))];
                return null;
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException
                or KeyNotFoundException or ArgumentException)
            {
                return e.Message;
            }
        }

        string to = last?.ToString("x", CultureInfo.InvariantCulture) is { } hex ? $"0x{hex}" : "latest";
        string wanted = string.Join(',', topics.Select(any =>
            any.Length == 0 ? "null" : $"[{string.Join(',', any.Select(topic => $"\"{topic}\""))}]"));
        RpcParam filter = RpcParam.Json($"{{\"fromBlock\":\"0x{first:x}\",\"toBlock\":\"{to}\","
            + $"\"address\":\"{contract}\",\"topics\":[{wanted}]}}");
        using RpcPayload payload = await node.CallRawAsync(
            new RpcCall("eth_getLogs", filter) { Check = Check }, cancellation);
        return logs;
    }

    private static ContractLog Read(JsonElement log, Address contract)
    {
        var emitter = Address.Parse(log.GetProperty("address").GetString()!);
        if (emitter != contract) throw new FormatException($"a log is of {emitter}, not of {contract}");
        return new ContractLog(
            [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash256.Parse(topic.GetString()!))],
            Hex.Parse(log.GetProperty("data").GetString()!))
        {
            Block = Quantity(log, "blockNumber"),
            TransactionIndex = Quantity(log, "transactionIndex"),
        };
    }

    private static ulong Quantity(JsonElement log, string member) =>
        RpcValue.Quantity(Encoding.UTF8.GetBytes(log.GetProperty(member).GetRawText()), member);
}
