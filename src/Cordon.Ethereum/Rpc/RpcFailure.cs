namespace Cordon.Ethereum.Rpc;

/// <summary>Why a call failed.</summary>
public enum RpcFailure
{
    /// <summary>The endpoint cannot be reached, or the connection broke before an answer.</summary>
    Connection,

    /// <summary>No complete answer within the time allowed.</summary>
    Timeout,

    /// <summary>The endpoint asks for fewer requests (HTTP 429 or JSON-RPC code -32005).</summary>
    RateLimited,

    /// <summary>An HTTP status other than success.</summary>
    HttpStatus,

    /// <summary>The answer is not JSON-RPC: HTML, empty, malformed, or the answer to another request.</summary>
    NotJsonRpc,

    /// <summary>The answer broke off in the middle.</summary>
    Truncated,

    /// <summary>The answer exceeds the size limit.</summary>
    TooLarge,

    /// <summary>The node answered with a JSON-RPC error.</summary>
    NodeError,

    /// <summary>The answer is well-formed but cannot be true: another block, another chain, missing receipts.</summary>
    Implausible,

    /// <summary>No endpoint of a pool may be asked.</summary>
    NoEndpoint,
}
