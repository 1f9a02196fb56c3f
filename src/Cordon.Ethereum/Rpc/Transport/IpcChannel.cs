using System.Net.Sockets;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>Messages over a Unix domain socket, where one JSON value follows another with no other mark between them.
/// </summary>
internal sealed class IpcChannel : IMessageChannel
{
    private readonly Socket _socket;
    private readonly int _limitBytes;
    private readonly byte[] _received = new byte[64 << 10];
    private int _start;
    private int _end;

    private IpcChannel(Socket socket, int limitBytes) => (_socket, _limitBytes) = (socket, limitBytes);

    /// <summary>Connects; a <see cref="ChannelFault"/> says why it could not.</summary>
    public static async Task<IMessageChannel> OpenAsync(string path, int limitBytes, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new IpcChannel(socket, limitBytes);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            socket.Dispose();
            throw new ChannelFault(RpcFailure.Connection, $"cannot connect ({Describe(e, path)})", e);
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
            while (!message.IsEmpty)
            {
                int sent = await _socket.SendAsync(message, SocketFlags.None, cancellation);
                message = message[sent..];
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new ChannelFault(RpcFailure.Connection, "the connection is closed", e);
        }
    }

    public async Task<RpcPayload?> ReceiveAsync(CancellationToken cancellation)
    {
        using var buffer = new PooledBuffer(_limitBytes);
        var framer = default(JsonFramer);
        while (true)
        {
            if (buffer.Length == 0) SkipWhitespace();
            if (_start < _end)
            {
                int length = Frame(ref framer);
                int take = length < 0 ? _end - _start : length;
                if (!buffer.TryAppend(_received.AsSpan(_start, take)))
                    throw new ChannelFault(RpcFailure.TooLarge, $"a message exceeds the limit of {_limitBytes} bytes");
                _start += take;
                if (length >= 0) return buffer.Detach();
            }

            if (!await FillAsync(buffer.Length, cancellation)) return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private int Frame(ref JsonFramer framer)
    {
        try
        {
            return framer.Scan(_received.AsSpan(_start, _end - _start));
        }
        catch (FormatException e)
        {
            throw new ChannelFault(RpcFailure.NotJsonRpc, $"the stream is not JSON ({e.Message})", e);
        }
    }

    private async Task<bool> FillAsync(int pending, CancellationToken cancellation)
    {
        try
        {
            (_start, _end) = (0, await _socket.ReceiveAsync(_received, SocketFlags.None, cancellation));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            RpcFailure failure = pending > 0 ? RpcFailure.Truncated : RpcFailure.Connection;
            throw new ChannelFault(failure, "the connection broke", e) { ReceivedBytes = pending };
        }

        if (_end == 0 && pending > 0)
            throw new ChannelFault(RpcFailure.Truncated, "the connection broke") { ReceivedBytes = pending };
        return _end > 0;
    }

    private void SkipWhitespace()
    {
        while (_start < _end && _received[_start] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') _start++;
    }

    private static string Describe(Exception e, string path) => e switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
        SocketException when !Path.Exists(path) => "no such socket",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "permission denied",
        _ => e.Message.TrimEnd('.'),
    };
}
