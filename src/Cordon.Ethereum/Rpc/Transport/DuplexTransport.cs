using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>JSON-RPC over a connection that stays open (WebSocket or IPC) and is opened again when it breaks.</summary>
/// <remarks>A call in flight fails when the connection breaks; nothing is sent twice without the caller's say.
/// </remarks>
internal sealed class DuplexTransport : IRpcTransport
{
    private readonly RpcClientOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private DuplexConnection? _connection;
    private int _failures;
    private long _failedAt;
    private bool _isDisposed;

    public DuplexTransport(RpcEndpoint endpoint, RpcClientOptions options, TimeProvider time) =>
        (Endpoint, _options, _time) = (endpoint, options, time);

    public RpcEndpoint Endpoint { get; }

    public async Task<RpcPayload> ExchangeAsync(RpcRequest request, CancellationToken cancellation)
    {
        DuplexConnection connection = await ConnectionAsync(request.Label, cancellation);
        return await connection.ExchangeAsync(request, null, cancellation);
    }

    /// <summary>Sends a request that opens a subscription, whose notifications then go to <paramref name="feed"/>.
    /// </summary>
    public async Task<(DuplexConnection Connection, RpcPayload Answer)> SubscribeAsync(
        RpcRequest request, SubscriptionFeed feed, CancellationToken cancellation)
    {
        DuplexConnection connection = await ConnectionAsync(request.Label, cancellation);
        return (connection, await connection.ExchangeAsync(request, feed, cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _isDisposed = true;
            if (_connection is not null) await _connection.DisposeAsync();
            _connection = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<DuplexConnection> ConnectionAsync(string label, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _connection) is { IsOpen: true } open) return open;
        await _gate.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_connection is { IsOpen: true } opened) return opened;
            await RetireAsync();
            await WaitForTurnAsync(cancellation);
            var connection = new DuplexConnection(
                await OpenAsync(cancellation), Endpoint, _options.AnswerBytesMax);
            Volatile.Write(ref _connection, connection);
            return connection;
        }
        catch (ChannelFault e)
        {
            NoteFailure();
            throw RpcFault.Connection(label, Endpoint, e.Message, e);
        }
        finally
        {
            _gate.Release();
        }
    }

    private Task<IMessageChannel> OpenAsync(CancellationToken cancellation) => Endpoint.Uri is { } uri
        ? WebSocketChannel.OpenAsync(uri, _options.AnswerBytesMax, cancellation)
        : IpcChannel.OpenAsync(Endpoint.SocketPath!, _options.AnswerBytesMax, cancellation);

    // A node that accepts connections and drops them unused counts as failing, or the pause would never grow.
    private async Task RetireAsync()
    {
        if (_connection is not { } retired) return;
        if (retired.HasReceived) _failures = 0;
        else NoteFailure();
        _connection = null;
        await retired.DisposeAsync();
    }

    private void NoteFailure()
    {
        _failures++;
        _failedAt = _time.GetTimestamp();
    }

    private Task WaitForTurnAsync(CancellationToken cancellation)
    {
        if (_failures == 0) return Task.CompletedTask;
        double doubled = _options.ReconnectDelay.TotalMilliseconds * Math.Pow(2, Math.Min(_failures - 1, 30));
        double pauseMs = Math.Min(doubled, _options.ReconnectDelayMax.TotalMilliseconds);
        TimeSpan left = TimeSpan.FromMilliseconds(pauseMs) - _time.GetElapsedTime(_failedAt);
        return left > TimeSpan.Zero ? Task.Delay(left, _time, cancellation) : Task.CompletedTask;
    }
}
