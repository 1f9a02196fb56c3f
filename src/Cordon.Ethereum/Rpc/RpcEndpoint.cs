namespace Cordon.Ethereum.Rpc;

/// <summary>Where a node listens: an HTTP or WebSocket URL, or the path of an IPC socket.</summary>
/// <remarks>
/// The text form hides credentials (user, password, query values and long path segments, where providers put
/// API keys), so that an endpoint may be logged, stored and shown as it is.
/// </remarks>
public sealed class RpcEndpoint
{
    private const int KeyLengthMin = 16; // shorter path segments ("v3", "mainnet") are names, not keys
    private const string IpcScheme = "ipc://";

    private readonly string _display;

    private RpcEndpoint(RpcTransportKind kind, Uri? uri, string? path, string display) =>
        (Kind, Uri, SocketPath, _display) = (kind, uri, path, display);

    public RpcTransportKind Kind { get; }

    /// <summary>The URL with its secrets; null for IPC.</summary>
    internal Uri? Uri { get; }

    /// <summary>The path of the socket; null for HTTP and WebSocket.</summary>
    internal string? SocketPath { get; }

    /// <summary>Reads <c>http(s)://</c>, <c>ws(s)://</c>, <c>ipc://PATH</c> or a path that contains a slash or ends
    /// in <c>.ipc</c>.</summary>
    /// <exception cref="FormatException">The text is none of these; the message says what is expected.</exception>
    public static RpcEndpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(IpcScheme, StringComparison.Ordinal)) return OfPath(text[IpcScheme.Length..]);
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return text.Contains('/') || text.EndsWith(".ipc", StringComparison.Ordinal)
                ? OfPath(text)
                : throw Unreadable();
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0) throw Unreadable();
        return uri.Scheme switch
        {
            "http" or "https" => new(RpcTransportKind.Http, uri, null, Redact(uri)),
            "ws" or "wss" => new(RpcTransportKind.WebSocket, uri, null, Redact(uri)),
            _ => throw Unreadable(),
        };
    }

    /// <summary>The endpoint without its credentials.</summary>
    public override string ToString() => _display;

    private static RpcEndpoint OfPath(string path) => path.Length == 0
        ? throw Unreadable()
        : new RpcEndpoint(RpcTransportKind.Ipc, null, path, path);

    private static string Redact(Uri uri)
    {
        IEnumerable<string> segments = uri.AbsolutePath.Split('/')
            .Select(segment => segment.Length >= KeyLengthMin ? "***" : segment);
        string path = string.Join('/', segments);
        string user = uri.UserInfo.Length > 0 ? "***@" : "";
        string query = uri.Query.Length > 0 ? "?***" : "";
        return $"{uri.Scheme}://{user}{uri.Authority[(uri.Authority.IndexOf('@') + 1)..]}{path.TrimEnd('/')}{query}";
    }

    // The text itself is not repeated: a mistyped URL may well hold a key.
    private static FormatException Unreadable() => new(
        "The RPC endpoint cannot be read: expected http://HOST:PORT, https://…, ws://…, wss://… or the path of an "
        + "IPC socket such as /var/lib/geth/geth.ipc.");
}
