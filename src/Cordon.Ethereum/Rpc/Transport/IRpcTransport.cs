namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>Carries request messages to one endpoint and brings back the answer messages.</summary>
internal interface IRpcTransport : IAsyncDisposable
{
    RpcEndpoint Endpoint { get; }

    /// <summary>Sends the request and returns the whole answer message, which the caller disposes.</summary>
    /// <exception cref="RpcException">Nothing usable came back.</exception>
    Task<RpcPayload> ExchangeAsync(RpcRequest request, CancellationToken cancellation);
}
