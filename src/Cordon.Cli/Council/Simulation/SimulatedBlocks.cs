using System.Text.Json;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Reads what <c>eth_simulateV1</c> answers.</summary>
internal static class SimulatedBlocks
{
    /// <returns>The calls, by block.</returns>
    /// <exception cref="FormatException">It is no answer to so many calls.</exception>
    public static IReadOnlyList<IReadOnlyList<SimulatedCall>> Read(ReadOnlyMemory<byte> json, params int[] counts)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            List<IReadOnlyList<SimulatedCall>> blocks = [.. document.RootElement.EnumerateArray().Select(block =>
                (IReadOnlyList<SimulatedCall>)[.. block.GetProperty("calls").EnumerateArray().Select(Call)])];
            return blocks.Select(block => block.Count).SequenceEqual(counts)
                ? blocks
                : throw new FormatException("the node answers another number of calls than it was asked");
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"the node's simulation cannot be read: {wrong.Message}", wrong);
        }
    }

    private static SimulatedCall Call(JsonElement call)
    {
        bool succeeded = call.GetProperty("status").GetString() == "0x1";
        byte[] returned = Data(call, "returnData");
        string error = "";
        if (call.TryGetProperty("error", out JsonElement fault) && fault.ValueKind == JsonValueKind.Object)
        {
            if (fault.TryGetProperty("message", out JsonElement message)) error = message.GetString() ?? "";
            if (returned.Length == 0 && fault.TryGetProperty("data", out JsonElement data)
                && data.ValueKind == JsonValueKind.String)
                returned = Hex.Parse(data.GetString());
        }

        return new SimulatedCall(succeeded, returned, Logs(call), error);
    }

    private static List<SimulatedLog> Logs(JsonElement call)
    {
        if (!call.TryGetProperty("logs", out JsonElement logs) || logs.ValueKind != JsonValueKind.Array) return [];
        return
        [
            .. logs.EnumerateArray().Select(log => new SimulatedLog(
                Address.Parse(log.GetProperty("address").GetString()!),
                [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash256.Parse(topic.GetString()!))],
                Data(log, "data"))),
        ];
    }

    private static byte[] Data(JsonElement parent, string field) =>
        parent.TryGetProperty(field, out JsonElement data) && data.ValueKind == JsonValueKind.String
            ? Hex.Parse(data.GetString())
            : [];
}
