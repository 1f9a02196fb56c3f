namespace Cordon.RpcServer.Serving;

/// <summary>Carries whole messages to and from one client.</summary>
internal interface ISocketLine
{
    /// <summary>The next message; null when the client has left.</summary>
    Task<byte[]?> ReceiveAsync(CancellationToken cancellation);

    Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation);

    /// <summary>Sends the beginning of a message, and leaves before its end.</summary>
    Task SendPartAndLeaveAsync(ReadOnlyMemory<byte> part, CancellationToken cancellation);

    /// <summary>Breaks the connection without ceremony.</summary>
    void Abort();
}
