namespace Cordon.Ethereum.Rpc;

/// <summary>A call to a node failed. The message names the method, the endpoint (without credentials), what happened
/// and what to do.</summary>
public class RpcException : Exception
{
    public RpcException(
        RpcFailure failure, string method, string endpoint, string what, string advice, Exception? inner = null)
        : base($"{method} at {endpoint}: {what}. {advice}", inner) =>
        (Failure, Method, Endpoint, What) = (failure, method, endpoint, what);

    public RpcFailure Failure { get; }

    /// <summary>The JSON-RPC method, or a description of the batch.</summary>
    public string Method { get; }

    /// <summary>The endpoint without credentials.</summary>
    public string Endpoint { get; }

    /// <summary>What happened, without method, endpoint and advice.</summary>
    public string What { get; }

    /// <summary>True where the endpoint may well answer later: it is gone, overloaded, or what stands before it
    /// answers.</summary>
    public bool IsOutage => Failure is RpcFailure.Connection or RpcFailure.Timeout or RpcFailure.RateLimited
        or RpcFailure.HttpStatus or RpcFailure.NotJsonRpc or RpcFailure.Truncated or RpcFailure.NoEndpoint;

    /// <summary>How long the endpoint asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
