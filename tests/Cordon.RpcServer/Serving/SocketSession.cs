using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Cordon.RpcServer.Faults;

namespace Cordon.RpcServer.Serving;

/// <summary>One client on a connection that stays open: calls, subscriptions and their notifications.</summary>
internal sealed class SocketSession(Dispatcher dispatcher, ISocketLine line) : IDisposable
{
    private readonly ConcurrentDictionary<string, string> _subscriptions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private int _lastSubscription;

    /// <summary>Answers messages until the client leaves.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await line.ReceiveAsync(cancellation) is { } message)
        {
            using JsonDocument document = JsonDocument.Parse(message);
            if (!await AnswerAsync(document.RootElement, cancellation)) return;
        }
    }

    /// <summary>Announces a new head to those who subscribed to heads.</summary>
    public async Task AnnounceAsync(ReadOnlyMemory<byte> header, CancellationToken cancellation)
    {
        foreach ((string id, string what) in _subscriptions)
        {
            if (what != "newHeads") continue;
            string json = Encoding.UTF8.GetString(header.Span);
            await SendAsync(Encoding.UTF8.GetBytes(
                "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":"
                + $"{{\"subscription\":\"{id}\",\"result\":{json}}}}}"), cancellation);
        }
    }

    public void Drop() => line.Abort();

    public void Dispose() => _sending.Dispose();

    private async Task<bool> AnswerAsync(JsonElement message, CancellationToken cancellation)
    {
        Fault? fault = dispatcher.TransportFaultOf(message);
        RpcMessage request = message.ValueKind == JsonValueKind.Object ? RpcMessage.Read(message) : default;
        switch (fault?.Kind)
        {
            case FaultKind.Disconnect:
                line.Abort();
                return false;
            case FaultKind.Hang:
                return true;
            case FaultKind.Html:
                await SendAsync("<html></html>"u8.ToArray(), cancellation);
                return true;
            case FaultKind.TooManyRequests or FaultKind.ServerError:
                await SendAsync(Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":{request.Id},"
                    + "\"error\":{\"code\":-32005,\"message\":\"limit exceeded\"}}"), cancellation);
                return true;
            case FaultKind.Delay:
                await fault.ElapseAsync(cancellation);
                break;
        }

        var answer = new ArrayBufferWriter<byte>();
        if (!TrySubscribe(request, answer)) dispatcher.Answer(message, answer);
        if (fault?.Kind != FaultKind.HalfResponse)
        {
            await SendAsync(answer.WrittenMemory, cancellation);
            return true;
        }

        await line.SendPartAndLeaveAsync(answer.WrittenMemory[..(answer.WrittenCount / 2)], cancellation);
        return true;
    }

    private bool TrySubscribe(RpcMessage request, ArrayBufferWriter<byte> answer)
    {
        string result;
        if (request.Method == "eth_subscribe")
        {
            result = $"\"0x{Interlocked.Increment(ref _lastSubscription):x}\"";
            _subscriptions[result.Trim('"')] = request.Text(0);
        }
        else if (request.Method == "eth_unsubscribe")
        {
            result = _subscriptions.TryRemove(request.Text(0), out _) ? "true" : "false";
        }
        else
        {
            return false;
        }

        answer.Write(Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":{request.Id},\"result\":{result}}}"));
        return true;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await line.SendAsync(message, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }
}
