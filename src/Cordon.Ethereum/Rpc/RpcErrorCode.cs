namespace Cordon.Ethereum.Rpc;

/// <summary>Error codes of JSON-RPC 2.0, EIP-1474 and geth.</summary>
public static class RpcErrorCode
{
    /// <summary>geth: the executed call reverted.</summary>
    public const int Reverted = 3;

    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;

    /// <summary>EIP-1474: the request exceeds a defined limit.</summary>
    public const int LimitExceeded = -32005;
}
