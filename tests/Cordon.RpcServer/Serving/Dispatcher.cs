using System.Buffers;
using System.Text;
using System.Text.Json;
using Cordon.RpcServer.Faults;

namespace Cordon.RpcServer.Serving;

/// <summary>Turns a message, single or batch, into its answer; and decides the fault that strikes it.</summary>
internal sealed class Dispatcher(ChainMethods methods, FaultPlan faults)
{
    private static readonly FaultKind[] TransportFaults =
    [
        FaultKind.Delay, FaultKind.TooManyRequests, FaultKind.Html, FaultKind.HalfResponse,
        FaultKind.Hang, FaultKind.Disconnect, FaultKind.ServerError,
    ];

    /// <summary>The fault in the way the message is answered; null when it is answered properly.</summary>
    public Fault? TransportFaultOf(JsonElement message)
    {
        JsonElement first = message.ValueKind == JsonValueKind.Array ? message[0] : message;
        RpcMessage request = RpcMessage.Read(first);
        return faults.Take(request.Method, methods.BlockOf(request), TransportFaults);
    }

    /// <summary>Writes the answer message.</summary>
    public void Answer(JsonElement message, IBufferWriter<byte> output)
    {
        if (message.ValueKind != JsonValueKind.Array)
        {
            AnswerOne(RpcMessage.Read(message), output);
            return;
        }

        output.Write("["u8);
        for (int i = 0; i < message.GetArrayLength(); i++)
        {
            if (i > 0) output.Write(","u8);
            AnswerOne(RpcMessage.Read(message[i]), output);
        }

        output.Write("]"u8);
    }

    private void AnswerOne(RpcMessage request, IBufferWriter<byte> output)
    {
        // Written apart first: an error may only be found when half of a result has been written.
        var result = new ArrayBufferWriter<byte>(4096);
        try
        {
            methods.Write(request, result);
            Put(output, $"{{\"jsonrpc\":\"2.0\",\"id\":{request.Id},\"result\":");
            output.Write(result.WrittenSpan);
            Put(output, "}");
        }
        catch (NodeErrorException e)
        {
            string text = JsonEncodedText.Encode(e.Message).ToString();
            string error = $"{{\"code\":{e.Code},\"message\":\"{text}\"}}";
            Put(output, $"{{\"jsonrpc\":\"2.0\",\"id\":{request.Id},\"error\":{error}}}");
        }
    }

    private static void Put(IBufferWriter<byte> output, string text) => output.Write(Encoding.UTF8.GetBytes(text));
}
