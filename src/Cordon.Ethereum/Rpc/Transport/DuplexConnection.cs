using System.Collections.Concurrent;
using System.Text;
using Cordon.Ethereum.Rpc.Json;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>One open connection: sends requests, and routes what comes back to the call or subscription it belongs to.
/// </summary>
internal sealed class DuplexConnection : IAsyncDisposable
{
    private const string ClientClosed = "the client was closed";

    private readonly IMessageChannel _channel;
    private readonly RpcEndpoint _endpoint;
    private readonly int _limitBytes;
    private readonly ConcurrentDictionary<long, PendingCall> _pending = new();
    private readonly ConcurrentDictionary<string, SubscriptionFeed> _feeds = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private readonly Task _receiving;
    private ChannelFault? _end;

    public DuplexConnection(IMessageChannel channel, RpcEndpoint endpoint, int limitBytes)
    {
        (_channel, _endpoint, _limitBytes) = (channel, endpoint, limitBytes);
        _closed = _closing.Token;
        _receiving = Task.Run(ReceiveAsync);
    }

    public bool IsOpen => Volatile.Read(ref _end) is null;

    /// <summary>The node has said something, so the connection was not merely accepted and dropped.</summary>
    public bool HasReceived { get; private set; }

    public async Task<RpcPayload> ExchangeAsync(
        RpcRequest request, SubscriptionFeed? feed, CancellationToken cancellation)
    {
        var call = new PendingCall(request, feed);
        for (int i = 0; i < request.Count; i++) _pending[request.FirstId + i] = call;
        bool isDelivered = false;
        try
        {
            if (!IsOpen) throw Translate(_end!, request.Label); // closed before the call was registered
            await SendAsync(request, cancellation);
            RpcPayload answer = await call.Answer.WaitAsync(cancellation);
            isDelivered = true;
            return answer;
        }
        finally
        {
            Forget(request);
            if (!isDelivered) call.Abandon();
        }
    }

    /// <summary>Stops delivery to a feed; the node is told by the caller.</summary>
    public void Forget(string subscription) => _feeds.TryRemove(subscription, out _);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _receiving;
        _closing.Dispose(); // the lock of senders stays: one may be on its way out of it, and it holds no handle
    }

    private async Task SendAsync(RpcRequest request, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);

        // The caller may stop waiting, but the message is sent to its end: half of one would spoil the connection.
        await SendAndReleaseAsync(request).WaitAsync(cancellation);
    }

    private async Task SendAndReleaseAsync(RpcRequest request)
    {
        try
        {
            await _channel.SendAsync(request.Body, _closed);
        }
        catch (ChannelFault e)
        {
            throw Translate(e, request.Label);
        }
        catch (OperationCanceledException)
        {
            throw RpcFault.Connection(request.Label, _endpoint, ClientClosed);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        var end = new ChannelFault(RpcFailure.Connection, ClientClosed);
        try
        {
            while (await _channel.ReceiveAsync(_closed) is { } message)
            {
                HasReceived = true;
                Route(message);
            }

            end = new ChannelFault(RpcFailure.Connection, "the node closed the connection");
        }
        catch (ChannelFault e)
        {
            end = e;
        }
        catch (OperationCanceledException)
        {
            // The client was closed, as end says already.
        }
        catch (Exception e)
        {
            // Whatever a node may send that nobody foresaw ends this connection, and not the next.
            end = new ChannelFault(RpcFailure.NotJsonRpc, $"what the node sent cannot be read: {e.Message}", e);
        }
        finally
        {
            await EndAsync(end);
        }
    }

    private async Task EndAsync(ChannelFault end)
    {
        Volatile.Write(ref _end, end);
        foreach (PendingCall call in _pending.Values) call.Fail(Translate(end, call.Request.Label));
        foreach (SubscriptionFeed feed in _feeds.Values) feed.Close(end.Message);
        await _channel.DisposeAsync();
    }

    private void Route(RpcPayload message)
    {
        try
        {
            (long? id, int start, int length, string? subscription) = RouteOf(message.Json.Span);
            if (subscription is not null)
            {
                message.Narrow(start, length);
                if (_feeds.TryGetValue(subscription, out SubscriptionFeed? feed)) feed.Push(message);
                else message.Dispose(); // a late notification of a subscription that was cancelled
                return;
            }

            // An answer without an id refuses a request that the node could not read: the oldest one waiting.
            PendingCall? call = id is { } known
                ? _pending.GetValueOrDefault(known)
                : _pending.OrderBy(entry => entry.Key).Select(entry => entry.Value).FirstOrDefault();
            if (call?.Feed is { } opened) Open(opened, message, call.Request);
            if (call is null) message.Dispose(); // the caller gave up waiting
            else call.Complete(message);
        }
        catch (FormatException e)
        {
            message.Dispose();
            throw new ChannelFault(RpcFailure.NotJsonRpc, $"a message is not JSON-RPC ({e.Message})", e);
        }
    }

    // Done by the receiver itself, since the first notification may follow in the very next message.
    private void Open(SubscriptionFeed feed, RpcPayload message, RpcRequest request)
    {
        RpcAnswer answer = RpcAnswer.Read(message.Json.Span, request.Label, _endpoint);
        if (answer.Error is not null) return;
        ReadOnlySpan<byte> id = message.Json.Span.Slice(answer.ResultStart, answer.ResultLength);
        feed.Id = Encoding.UTF8.GetString(id.Trim((byte)'"'));
        _feeds[feed.Id] = feed;
    }

    private static (long? Id, int Start, int Length, string? Subscription) RouteOf(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> first = json;
        if (json.TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
        {
            JsonSlices answers = JsonSlices.OfArray(json);
            if (!answers.Next()) return default;
            first = answers.Value;
        }

        JsonSlices members = JsonSlices.OfObject(first);
        while (members.Next())
        {
            if (members.Name.SequenceEqual("id"u8) && RpcAnswer.IdOf(members.Value) is { } id)
                return (id, 0, 0, null);
            if (members.Name.SequenceEqual("params"u8)) return NotificationIn(members.Value, members.ValueStart);
        }

        return default;
    }

    private static (long? Id, int Start, int Length, string? Subscription) NotificationIn(
        ReadOnlySpan<byte> parameters, int offset)
    {
        string? subscription = null;
        (int start, int length) = (0, 0);
        JsonSlices members = JsonSlices.OfObject(parameters);
        while (members.Next())
        {
            if (members.Name.SequenceEqual("subscription"u8))
                subscription = Encoding.UTF8.GetString(members.Value.Trim((byte)'"'));
            else if (members.Name.SequenceEqual("result"u8))
                (start, length) = (offset + members.ValueStart, members.ValueLength);
        }

        return (null, start, length, subscription);
    }

    private void Forget(RpcRequest request)
    {
        for (int i = 0; i < request.Count; i++) _pending.TryRemove(request.FirstId + i, out _);
    }

    private RpcException Translate(ChannelFault fault, string label) => fault.Failure switch
    {
        RpcFailure.TooLarge => RpcFault.TooLarge(label, _endpoint, _limitBytes),
        RpcFailure.Truncated => RpcFault.Truncated(label, _endpoint, fault.ReceivedBytes, null),
        RpcFailure.NotJsonRpc => RpcFault.NotJsonRpc(label, _endpoint, "?"u8, fault.Message),
        _ => RpcFault.Connection(label, _endpoint, fault.Message, fault),
    };
}
