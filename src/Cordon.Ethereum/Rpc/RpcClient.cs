using System.Runtime.CompilerServices;
using Cordon.Ethereum.Rpc.Subscriptions;
using Cordon.Ethereum.Rpc.Transport;

namespace Cordon.Ethereum.Rpc;

/// <summary>A JSON-RPC client of one endpoint over HTTP, WebSocket or IPC. Safe for concurrent use.</summary>
/// <remarks>Every call is bounded in time and size. Nothing is retried here: what may be asked twice is for the caller
/// (or <see cref="Pool.EndpointPool"/>) to decide.</remarks>
public sealed class RpcClient : IRpcCaller, IAsyncDisposable
{
    private static readonly TimeSpan UnsubscribeTimeout = TimeSpan.FromSeconds(1);

    private readonly IRpcTransport _transport;
    private readonly RpcClientOptions _options;
    private readonly TimeProvider _time;
    private long _lastId;

    /// <summary>Prepares a client; the connection is made by the first call.</summary>
    public RpcClient(RpcEndpoint endpoint, RpcClientOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _options = options ?? new RpcClientOptions();
        _time = time ?? TimeProvider.System;
        _transport = endpoint.Kind == RpcTransportKind.Http
            ? new HttpTransport(endpoint, _options, _time)
            : new DuplexTransport(endpoint, _options, _time);
    }

    public RpcEndpoint Endpoint => _transport.Endpoint;

    /// <summary>Whether <see cref="SubscribeAsync"/> works on this transport.</summary>
    public bool CanSubscribe => _transport is DuplexTransport;

    /// <summary>Another client of the same endpoint, with connections of its own. It belongs to the caller.</summary>
    public RpcClient Beside() => new(Endpoint, _options, _time);

    /// <inheritdoc/>
    public async Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        RpcRequest request = RpcRequest.Single(Interlocked.Increment(ref _lastId), call);
        RpcPayload message = await TimedAsync(
            request.Label, token => _transport.ExchangeAsync(request, token), cancellation);
        return Unwrap(message, request, call.Check);
    }

    /// <inheritdoc/>
    public async Task<RpcBatch> CallBatchAsync(
        IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentOutOfRangeException.ThrowIfZero(calls.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls.Count, _options.BatchCallsMax);
        long firstId = Interlocked.Add(ref _lastId, calls.Count) - calls.Count + 1;
        RpcRequest request = RpcRequest.Batch(firstId, calls);
        RpcPayload message = await TimedAsync(
            request.Label, token => _transport.ExchangeAsync(request, token), cancellation);
        try
        {
            message.Source = Endpoint.ToString();
            return new RpcBatch(message, BatchReader.Read(message.Json.Span, request, calls, Endpoint));
        }
        catch (FormatException e)
        {
            RpcException fault = RpcFault.NotJsonRpc(request.Label, Endpoint, message.Json.Span, e.Message);
            message.Dispose();
            throw fault;
        }
        catch (RpcException)
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>Subscribes (<c>eth_subscribe</c>) and reads until cancelled. When the connection breaks, says so,
    /// connects again with growing pauses, subscribes again and says that too, so that the reader can fill the gap.
    /// </summary>
    /// <param name="parameters">For example <c>["newHeads"]</c>, <c>["newPendingTransactions"]</c>, or
    /// <c>["logs", RpcParam.Json(filter)]</c>.</param>
    /// <param name="subscribed">Called once, when the node has taken the subscription: what came before is not in it,
    /// and what is asked from now on leaves no gap.</param>
    /// <exception cref="NotSupportedException">The endpoint is HTTP.</exception>
    /// <exception cref="RpcException">The first attempt failed, or the node refuses the subscription.</exception>
    public async IAsyncEnumerable<RpcNotification> SubscribeAsync(
        IReadOnlyList<RpcParam> parameters, Action? subscribed = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (_transport is not DuplexTransport duplex)
            throw new NotSupportedException($"{Endpoint} is HTTP, which has no subscriptions: use ws:// or IPC.");

        var call = new RpcCall("eth_subscribe", parameters);
        (DuplexConnection connection, SubscriptionFeed feed) = await OpenAsync(duplex, call, cancellation);
        try
        {
            subscribed?.Invoke();
            while (true)
            {
                RpcPayload? value = await feed.NextAsync(cancellation);
                if (feed.TakeDropped() is > 0 and int dropped)
                    yield return new(RpcNotificationKind.Dropped, null, $"{dropped} were dropped: the reader is slow");
                if (value is not null)
                {
                    yield return new RpcNotification(RpcNotificationKind.Value, value, "");
                    continue;
                }

                yield return new RpcNotification(RpcNotificationKind.Lost, null, feed.ClosedBecause ?? "closed");
                (connection, feed) = await ReopenAsync(duplex, call, cancellation);
                yield return new RpcNotification(RpcNotificationKind.Resumed, null, "subscribed again");
            }
        }
        finally
        {
            connection.Forget(feed.Id);
            feed.Drain();
            await UnsubscribeAsync(connection, feed.Id);
        }
    }

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    private async Task<(DuplexConnection Connection, SubscriptionFeed Feed)> OpenAsync(
        DuplexTransport duplex, RpcCall call, CancellationToken cancellation)
    {
        var feed = new SubscriptionFeed(_options.NotificationsWaitingMax);
        RpcRequest request = RpcRequest.Single(Interlocked.Increment(ref _lastId), call);
        (DuplexConnection connection, RpcPayload answer) = await TimedAsync(
            request.Label, token => duplex.SubscribeAsync(request, feed, token), cancellation);
        using RpcPayload id = Unwrap(answer, request, check: null);
        return (connection, feed);
    }

    private async Task<(DuplexConnection Connection, SubscriptionFeed Feed)> ReopenAsync(
        DuplexTransport duplex, RpcCall call, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await OpenAsync(duplex, call, cancellation);
            }
            catch (RpcException e) when (e is not RpcErrorException)
            {
                // The transport itself spaces out the attempts.
            }
        }
    }

    private async Task UnsubscribeAsync(DuplexConnection connection, string id)
    {
        if (!connection.IsOpen || id.Length == 0) return;
        try
        {
            var call = new RpcCall("eth_unsubscribe", id);
            RpcRequest request = RpcRequest.Single(Interlocked.Increment(ref _lastId), call);
            // Whoever reads waits for this: a node that hangs must not hold it up when it turns to another.
            using var limit = new CancellationTokenSource(UnsubscribeTimeout, _time);
            using RpcPayload answer = await TimedAsync(
                request.Label, token => connection.ExchangeAsync(request, null, token), limit.Token);
        }
        catch (Exception e) when (e is RpcException or ObjectDisposedException or OperationCanceledException)
        {
            // The subscription ends with the connection anyway.
        }
    }

    private async Task<T> TimedAsync<T>(
        string label, Func<CancellationToken, Task<T>> exchange, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await exchange(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw RpcFault.Timeout(label, Endpoint, _options.Timeout);
        }
    }

    private RpcPayload Unwrap(RpcPayload message, RpcRequest request, Func<ReadOnlyMemory<byte>, string?>? check)
    {
        try
        {
            RpcAnswer answer = RpcAnswer.Read(message.Json.Span, request.Label, Endpoint);
            if (answer.Error is not null) throw answer.Error;
            if (answer.Id != request.FirstId)
                throw RpcFault.WrongId(request.Label, Endpoint, request.FirstId, answer.Id);
            message.Narrow(answer.ResultStart, answer.ResultLength);
            message.Source = Endpoint.ToString();
            if (check?.Invoke(message.Json) is { } complaint)
                throw RpcFault.Implausible(request.Label, Endpoint, complaint);
            return message;
        }
        catch (FormatException e)
        {
            RpcException fault = RpcFault.NotJsonRpc(request.Label, Endpoint, message.Json.Span, e.Message);
            message.Dispose();
            throw fault;
        }
        catch (RpcException)
        {
            message.Dispose();
            throw;
        }
    }
}
