using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Engine.Pending;

/// <summary>What <c>eth_simulateV1</c> answered about the calls of its one block.</summary>
/// <param name="Returned">By call; null for one that failed.</param>
/// <param name="Logs">The undecoded logs, by call.</param>
internal sealed record SimulatedCalls(IReadOnlyList<byte[]?> Returned, IReadOnlyList<byte[]> Logs)
{
    /// <summary>Reads the answer.</summary>
    /// <param name="json">The simulated blocks.</param>
    /// <param name="skipped">Calls at the beginning that are left out.</param>
    /// <param name="count">Calls after those.</param>
    /// <exception cref="FormatException">It is no answer to so many calls.</exception>
    public static SimulatedCalls Read(ReadOnlySpan<byte> json, int skipped, int count)
    {
        ReadOnlySpan<byte> calls = JsonMember.Find(JsonMember.First(json), "calls"u8);
        if (calls.IsEmpty) throw new FormatException("calls: missing from the simulated block");
        List<byte[]?> returned = [];
        List<byte[]> logs = [];
        JsonSlices elements = JsonSlices.OfArray(calls);
        for (int i = 0; elements.Next(); i++)
        {
            if (i < skipped) continue;
            ReadOnlySpan<byte> status = JsonMember.Find(elements.Value, "status"u8);
            bool succeeded = RpcValue.Quantity(status, $"calls[{returned.Count}].status") == 1;
            ReadOnlySpan<byte> data = JsonMember.Find(elements.Value, "returnData"u8);
            returned.Add(succeeded ? RpcValue.Data(data, $"calls[{returned.Count}].returnData") : null);
            ReadOnlySpan<byte> log = JsonMember.Find(elements.Value, "logs"u8);
            logs.Add(log is [(byte)'[', ..] ? log.ToArray() : [.. "[]"u8]);
        }

        return returned.Count == count
            ? new SimulatedCalls(returned, logs)
            : throw new FormatException($"calls: {returned.Count} answers to {count} calls");
    }
}
