namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>A connection that carries whole JSON messages both ways.</summary>
internal interface IMessageChannel : IAsyncDisposable
{
    /// <summary>Sends one message; callers take turns.</summary>
    Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation);

    /// <summary>The next message, which the caller disposes; null once the other side has closed in order.</summary>
    /// <exception cref="ChannelFault">The connection broke, or a message is not acceptable.</exception>
    Task<RpcPayload?> ReceiveAsync(CancellationToken cancellation);
}
