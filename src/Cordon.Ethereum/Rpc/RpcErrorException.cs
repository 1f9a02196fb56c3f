namespace Cordon.Ethereum.Rpc;

/// <summary>The node understood the request and answered with a JSON-RPC error.</summary>
public sealed class RpcErrorException : RpcException
{
    private static readonly string[] MissingWords =
        ["does not exist", "not available", "not found", "not supported", "unsupported"];

    private static readonly string[] HaltWords =
    [
        "EVM error", "invalid opcode", "invalid jump", "bad jump destination", "bad instruction", "out of gas",
        "stack underflow", "stack limit reached",
    ];

    internal RpcErrorException(string method, string endpoint, int code, string nodeMessage, string? data)
        : base(
            code == RpcErrorCode.LimitExceeded ? RpcFailure.RateLimited : RpcFailure.NodeError,
            method,
            endpoint,
            $"the node answered error {code} ({nodeMessage})",
            Advice(code, nodeMessage)) =>
        (Code, NodeMessage, ErrorData) = (code, nodeMessage, data);

    public int Code { get; }

    /// <summary>The node's own words.</summary>
    public string NodeMessage { get; }

    /// <summary>The <c>data</c> member as JSON text, such as the revert data of a call; null when absent.</summary>
    public string? ErrorData { get; }

    /// <summary>The node does not offer this method at all, so asking again is useless.</summary>
    public bool IsMethodMissing => Code == RpcErrorCode.MethodNotFound || SaysMissing(NodeMessage);

    /// <summary>Every correct node would answer the same: a revert or a request that is wrong in itself.</summary>
    public bool IsDeterministic => Code is RpcErrorCode.Reverted or RpcErrorCode.InvalidParams
        or RpcErrorCode.InvalidRequest or RpcErrorCode.ParseError;

    /// <summary>A call's code ended without a reason: an invalid opcode or jump, an empty stack, no gas left. Nodes
    /// have no common code for it, so their words tell.</summary>
    public bool IsHalt => HaltWords.Any(word => NodeMessage.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Advice(int code, string nodeMessage) => code switch
    {
        _ when code == RpcErrorCode.MethodNotFound || SaysMissing(nodeMessage) =>
            "Enable the method's namespace on the node, or use a node that offers it.",
        RpcErrorCode.InvalidParams => "Check the parameters.",
        RpcErrorCode.Reverted => "The call itself reverts on chain.",
        RpcErrorCode.LimitExceeded => "Lower the request rate or add another endpoint.",
        _ => "See the node's log, or use another endpoint.",
    };

    // Providers that refuse a method often use their own code, but hardly vary the words. "Method" must be among
    // them: "historical state is not available" is another matter.
    private static bool SaysMissing(string text) =>
        text.Contains("method", StringComparison.OrdinalIgnoreCase)
        && MissingWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
