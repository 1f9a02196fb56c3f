using System.Net.WebSockets;

namespace Cordon.RpcServer.Serving;

/// <summary>A client over a WebSocket.</summary>
internal sealed class WebSocketLine(WebSocket socket) : ISocketLine
{
    public async Task<byte[]?> ReceiveAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        byte[] part = new byte[64 << 10];
        while (true)
        {
            ValueWebSocketReceiveResult received = await socket.ReceiveAsync(part.AsMemory(), cancellation);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            await message.WriteAsync(part.AsMemory(0, received.Count), cancellation);
            if (received.EndOfMessage) return message.ToArray();
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation) =>
        await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);

    public async Task SendPartAndLeaveAsync(ReadOnlyMemory<byte> part, CancellationToken cancellation)
    {
        await socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, cancellation);
        await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, cancellation);
    }

    public void Abort() => socket.Abort();
}
