using System.Globalization;
using System.Text;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>Words every failure of a call, in one place so that they read alike.</summary>
internal static class RpcFault
{
    private const int ExcerptBytes = 60;
    private const string TryAnother = "Try again, or add another endpoint.";

    public static RpcException Connection(string method, RpcEndpoint endpoint, string what, Exception? inner = null) =>
        new(RpcFailure.Connection, method, endpoint.ToString(), what,
            "Check that the node is running and that address and port are right.", inner);

    public static RpcException Timeout(string method, RpcEndpoint endpoint, TimeSpan timeout) =>
        new(RpcFailure.Timeout, method, endpoint.ToString(),
            $"no complete answer within {timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s",
            "The node may be overloaded: raise the timeout, or add another endpoint.");

    public static RpcException RateLimited(string method, RpcEndpoint endpoint, TimeSpan? retryAfter)
    {
        string wait = retryAfter is { } delay
            ? string.Create(CultureInfo.InvariantCulture, $"; it asks to wait {delay.TotalSeconds:0.###} s")
            : "";
        return new RpcException(RpcFailure.RateLimited, method, endpoint.ToString(),
            $"HTTP 429, too many requests{wait}", "Lower the request rate, or add another endpoint.")
        {
            RetryAfter = retryAfter,
        };
    }

    public static RpcException HttpStatus(string method, RpcEndpoint endpoint, int status, ReadOnlySpan<byte> body) =>
        new(RpcFailure.HttpStatus, method, endpoint.ToString(), $"HTTP status {status}{Quote(body)}",
            status is 401 or 403 ? "Check the credentials or the API key of the endpoint." : TryAnother);

    public static RpcException NotJsonRpc(string method, RpcEndpoint endpoint, ReadOnlySpan<byte> body, string? detail)
    {
        ReadOnlySpan<byte> text = body.TrimStart(" \t\r\n"u8);
        string what = text switch
        {
            [] => "the answer is empty",
            [(byte)'<', ..] => $"the answer is HTML, not JSON-RPC{Quote(text)}",
            _ => $"the answer is not JSON-RPC ({detail}){Quote(text)}",
        };
        return new RpcException(RpcFailure.NotJsonRpc, method, endpoint.ToString(), what,
            "Check that the URL is the node's RPC endpoint and not a web page, proxy or login portal.");
    }

    public static RpcException WrongId(string method, RpcEndpoint endpoint, long expected, long? found) =>
        new(RpcFailure.NotJsonRpc, method, endpoint.ToString(),
            $"the answer has id {found?.ToString(CultureInfo.InvariantCulture) ?? "null"}, the request had {expected}",
            "A proxy in between mixes up answers: connect to the node directly.");

    public static RpcException Truncated(string method, RpcEndpoint endpoint, long received, long? expected) =>
        new(RpcFailure.Truncated, method, endpoint.ToString(),
            $"the answer broke off after {received} {(expected is null ? "bytes" : $"of {expected} bytes")}",
            "The node or a proxy closed the connection: try again, or add another endpoint.");

    public static RpcException TooLarge(string method, RpcEndpoint endpoint, int limit) =>
        new(RpcFailure.TooLarge, method, endpoint.ToString(), $"the answer is larger than the limit of {limit} bytes",
            "Raise the limit for answers, or use a node that answers honestly.");

    public static RpcException Implausible(string method, RpcEndpoint endpoint, string what) =>
        new(RpcFailure.Implausible, method, endpoint.ToString(), what, TryAnother);

    private static string Quote(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return "";

        // Control characters of a hostile answer must not reach a terminal.
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, ExcerptBytes)]);
        string clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return $": \"{clean}{(body.Length > ExcerptBytes ? "…" : "")}\"";
    }
}
