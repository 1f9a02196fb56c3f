using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>Puts the answers of a batch, which may come in any order, into the order of its calls.</summary>
internal static class BatchReader
{
    public static (int Start, int Length, RpcErrorException? Error)[] Read(
        ReadOnlySpan<byte> json, RpcRequest request, IReadOnlyList<RpcCall> calls, RpcEndpoint endpoint)
    {
        if (json.TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
            throw RpcAnswer.Read(json, request.Label, endpoint).Error // the node refuses the batch as a whole
                ?? throw new FormatException("a single answer to a batch");

        var answers = new (int Start, int Length, RpcErrorException? Error)[calls.Count];
        int found = 0;
        JsonSlices elements = JsonSlices.OfArray(json);
        while (elements.Next())
        {
            RpcAnswer answer = RpcAnswer.Read(elements.Value, LabelOf(elements.Value, request, calls), endpoint);
            long index = (answer.Id ?? -1) - request.FirstId;
            if (index < 0 || index >= calls.Count)
                throw RpcFault.WrongId(request.Label, endpoint, request.FirstId, answer.Id);
            if (answers[index] != default) throw new FormatException($"id {answer.Id} is answered twice");

            answers[index] = (elements.ValueStart + answer.ResultStart, answer.ResultLength, answer.Error);
            Check(calls[(int)index], json.Slice(answers[index].Start, answer.ResultLength), answer.Error, endpoint);
            found++;
        }

        return found == calls.Count
            ? answers
            : throw new FormatException($"{found} answers to {calls.Count} calls");
    }

    private static string LabelOf(ReadOnlySpan<byte> element, RpcRequest request, IReadOnlyList<RpcCall> calls)
    {
        JsonSlices members = JsonSlices.OfObject(element);
        while (members.Next())
        {
            if (!members.Name.SequenceEqual("id"u8)) continue;
            long index = (RpcAnswer.IdOf(members.Value) ?? -1) - request.FirstId;
            return index >= 0 && index < calls.Count ? calls[(int)index].Method : request.Label;
        }

        return request.Label;
    }

    private static void Check(RpcCall call, ReadOnlySpan<byte> result, RpcErrorException? error, RpcEndpoint endpoint)
    {
        if (error is null && call.Check?.Invoke(result.ToArray()) is { } complaint)
            throw RpcFault.Implausible(call.Method, endpoint, complaint);
    }
}
