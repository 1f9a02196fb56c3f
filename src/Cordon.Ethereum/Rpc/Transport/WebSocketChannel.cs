using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>Messages over a WebSocket.</summary>
internal sealed class WebSocketChannel : IMessageChannel
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket;
    private readonly int _limitBytes;

    private WebSocketChannel(ClientWebSocket socket, int limitBytes) => (_socket, _limitBytes) = (socket, limitBytes);

    /// <summary>Connects; a <see cref="ChannelFault"/> says why it could not.</summary>
    public static async Task<IMessageChannel> OpenAsync(Uri uri, int limitBytes, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = KeepAlive;
        socket.Options.KeepAliveTimeout = KeepAlive; // a half-open connection is noticed, not waited on for ever
        if (uri.UserInfo.Length > 0)
        {
            byte[] user = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo));
            socket.Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(user));
        }

        try
        {
            await socket.ConnectAsync(new UriBuilder(uri) { UserName = "", Password = "" }.Uri, cancellation);
            return new WebSocketChannel(socket, limitBytes);
        }
        catch (WebSocketException e)
        {
            socket.Dispose();
            throw new ChannelFault(RpcFailure.Connection, Describe(e), e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException or IOException)
        {
            throw new ChannelFault(RpcFailure.Connection, "the connection is closed", e);
        }
    }

    public async Task<RpcPayload?> ReceiveAsync(CancellationToken cancellation)
    {
        using var buffer = new PooledBuffer(_limitBytes);
        try
        {
            while (true)
            {
                Memory<byte> free = buffer.Free();
                if (free.IsEmpty)
                    throw new ChannelFault(RpcFailure.TooLarge, $"a message exceeds the limit of {_limitBytes} bytes");
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(free, cancellation);
                if (part.MessageType == WebSocketMessageType.Close)
                    return buffer.Length == 0 ? null : throw Broken(buffer.Length, inner: null);
                buffer.Advance(part.Count);
                if (part.EndOfMessage) return buffer.Detach();
            }
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException or IOException)
        {
            throw Broken(buffer.Length, e);
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose(); // no closing handshake: it would wait for a node that may be dead
        return ValueTask.CompletedTask;
    }

    private static ChannelFault Broken(int receivedBytes, Exception? inner) =>
        new(receivedBytes > 0 ? RpcFailure.Truncated : RpcFailure.Connection, "the connection broke", inner)
        {
            ReceivedBytes = receivedBytes,
        };

    private static string Describe(WebSocketException e) => e.InnerException switch
    {
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            "cannot connect (connection refused)",
        _ => $"cannot connect ({e.Message.TrimEnd('.')})",
    };
}
