using System.Runtime.CompilerServices;
using System.Text.Json;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Roles;

/// <summary>One event of a contract, undecoded.</summary>
internal sealed record ContractLog(Hash256[] Topics, byte[] Data)
{
    /// <summary>Every event that the contract ever emitted, oldest first.</summary>
    /// <exception cref="RpcException">The node gives no logs, or malformed ones.</exception>
    public static async IAsyncEnumerable<ContractLog> ReadAllAsync(
        IRpcCaller node, Address contract, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RpcParam filter = RpcParam.Json($"{{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\",\"address\":\"{contract}\"}}");
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
                or KeyNotFoundException)
            {
                return e.Message;
            }
        }

        using RpcPayload payload = await node.CallRawAsync(
            new RpcCall("eth_getLogs", filter) { Check = Check }, cancellation);
        foreach (ContractLog log in logs) yield return log;
    }

    private static ContractLog Read(JsonElement log) => new(
        [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash256.Parse(topic.GetString()!))],
        Convert.FromHexString(log.GetProperty("data").GetString().AsSpan(2)));
}
