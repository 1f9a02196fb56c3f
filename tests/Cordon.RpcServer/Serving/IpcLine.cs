using System.Net.Sockets;
using System.Text.Json;

namespace Cordon.RpcServer.Serving;

/// <summary>A client over a Unix socket, where one JSON value follows another.</summary>
internal sealed class IpcLine(Socket socket) : ISocketLine
{
    private byte[] _buffer = new byte[64 << 10];
    private int _length;

    public async Task<byte[]?> ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TakeMessage() is { } message) return message;
            if (_length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            int count = await socket.ReceiveAsync(_buffer.AsMemory(_length), SocketFlags.None, cancellation);
            if (count == 0) return null;
            _length += count;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        while (!message.IsEmpty) message = message[await socket.SendAsync(message, SocketFlags.None, cancellation)..];
    }

    public async Task SendPartAndLeaveAsync(ReadOnlyMemory<byte> part, CancellationToken cancellation)
    {
        await SendAsync(part, cancellation);
        socket.Shutdown(SocketShutdown.Both);
    }

    public void Abort() => socket.Dispose();

    // Found by a tokeniser, not by the client's own framing, so that neither hides an error of the other.
    private byte[]? TakeMessage()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(0, _length), isFinalBlock: false, default);
        if (!reader.Read() || !reader.TrySkip()) return null;
        int end = (int)reader.BytesConsumed;
        byte[] message = _buffer[..end];
        _buffer.AsSpan(end, _length - end).CopyTo(_buffer);
        _length -= end;
        return message;
    }
}
