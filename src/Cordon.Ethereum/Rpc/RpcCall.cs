namespace Cordon.Ethereum.Rpc;

/// <summary>A JSON-RPC method with its parameters.</summary>
public sealed record RpcCall(string Method, params IReadOnlyList<RpcParam> Parameters)
{
    /// <summary>Looks at the raw result and says what is wrong with it, or null. A complaint counts as a failure of
    /// the endpoint (<see cref="RpcFailure.Implausible"/>), so that a pool asks the next one.</summary>
    public Func<ReadOnlyMemory<byte>, string?>? Check { get; init; }
}
