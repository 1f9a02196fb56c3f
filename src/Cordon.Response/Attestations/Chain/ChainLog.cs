using System.Text.Json;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Attestations.Chain;

/// <summary>One event, undecoded.</summary>
internal sealed record ChainLog(ulong Block, Address Emitter, Hash256[] Topics, byte[] Data)
{
    /// <exception cref="FormatException">It is no log, or one that is in no block.</exception>
    public static ChainLog Read(JsonElement log)
    {
        try
        {
            return new ChainLog(
                RpcValue.Quantity(Raw(log, "blockNumber"), "blockNumber"),
                RpcValue.Address(Raw(log, "address"), "address"),
                [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash256.Parse(topic.GetString() ?? ""))],
                RpcValue.Data(Raw(log, "data"), "data"));
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"a log lacks a field: {e.Message}", e);
        }
    }

    private static byte[] Raw(JsonElement log, string name) =>
        System.Text.Encoding.UTF8.GetBytes(log.GetProperty(name).GetRawText());
}
