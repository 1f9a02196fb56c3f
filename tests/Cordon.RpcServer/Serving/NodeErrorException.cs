namespace Cordon.RpcServer.Serving;

/// <summary>A request that the server answers with a JSON-RPC error.</summary>
internal sealed class NodeErrorException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;

    public static NodeErrorException MethodMissing(string method) =>
        new(-32601, $"the method {method} does not exist/is not available");

    public static NodeErrorException BadParameters(string what) => new(-32602, what);
}
