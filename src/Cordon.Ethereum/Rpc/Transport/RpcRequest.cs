using System.Text;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>A request message: one call, or a batch of calls with consecutive ids.</summary>
internal sealed class RpcRequest
{
    private RpcRequest(string label, long firstId, int count, byte[] body) =>
        (Label, FirstId, Count, Body) = (label, firstId, count, body);

    /// <summary>What errors call it: the method, or the batch and its first method.</summary>
    public string Label { get; }

    public long FirstId { get; }

    public int Count { get; }

    /// <summary>The message as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    public static RpcRequest Single(long id, RpcCall call)
    {
        var text = new StringBuilder();
        Append(text, id, call);
        return new RpcRequest(call.Method, id, 1, Encoding.UTF8.GetBytes(text.ToString()));
    }

    public static RpcRequest Batch(long firstId, IReadOnlyList<RpcCall> calls)
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < calls.Count; i++)
        {
            if (i > 0) text.Append(',');
            Append(text, firstId + i, calls[i]);
        }

        string label = $"a batch of {calls.Count} ({calls[0].Method})";
        return new RpcRequest(label, firstId, calls.Count, Encoding.UTF8.GetBytes(text.Append(']').ToString()));
    }

    private static void Append(StringBuilder text, long id, RpcCall call)
    {
        RpcParam method = call.Method;
        text.Append($"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":{method},\"params\":[");
        text.AppendJoin(',', call.Parameters).Append("]}");
    }
}
