using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Cordon.Ethereum.Rpc;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>A server that answers each request with exactly the bytes that a test wants, over HTTP or IPC.</summary>
internal sealed class ScriptedNode : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Func<string, byte[]?> _answer;
    private readonly DirectoryInfo? _folder;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    private ScriptedNode(Socket listener, string url, Func<string, byte[]?> answer, DirectoryInfo? folder)
    {
        (_listener, Url, _answer, _folder) = (listener, url, answer, folder);
        listener.Listen();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>What clients sent: for HTTP head and body, for IPC one message each.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Connections that clients have opened.</summary>
    public int Connections { get; private set; }

    /// <summary>Answers with a whole HTTP response, head and body, and closes the connection.</summary>
    public static ScriptedNode Http(Func<string, byte[]?> answer)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new ScriptedNode(listener, $"http://{listener.LocalEndPoint}", answer, null);
    }

    /// <summary>Answers 200 with a body in which <c>$id</c> stands for the request's id.</summary>
    public static ScriptedNode Http(string body) =>
        Http(request => Response("200 OK", body.Replace("$id", IdOf(request), StringComparison.Ordinal)));

    /// <summary>Answers every message on a socket; null closes the connection.</summary>
    public static ScriptedNode Ipc(Func<string, byte[]?> answer)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-ipc-");
        string path = Path.Combine(folder.FullName, "node.ipc");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        return new ScriptedNode(listener, path, answer, folder);
    }

    public static byte[] Response(string status, string body, params IEnumerable<string> headers) =>
        Response(status, Encoding.UTF8.GetBytes(body), headers);

    public static byte[] Response(string status, byte[] body, params IEnumerable<string> headers)
    {
        string[] head =
        [
            $"HTTP/1.1 {status}", $"Content-Length: {body.Length}", "Content-Type: application/json",
            "Connection: close", .. headers,
        ];
        return [.. Encoding.ASCII.GetBytes(string.Join("\r\n", head) + "\r\n\r\n"), .. body];
    }

    /// <summary>The id of the first call in a request.</summary>
    public static string IdOf(string request)
    {
        int start = request.IndexOf("\"id\":", StringComparison.Ordinal) + 5;
        int end = request.IndexOfAny([',', '}'], start);
        return request[start..end];
    }

    public RpcClient Client(RpcClientOptions? options = null, TimeProvider? time = null) =>
        new(RpcEndpoint.Parse(Url), options, time);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _serving;
        _closing.Dispose();
        _folder?.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                Socket connection = await _listener.AcceptAsync(_closing.Token);
                Connections++;
                // Each on a thread of its own: an answer that waits must not keep others from being accepted.
                open.Add(Task.Run(() => _folder is null ? ServeHttpAsync(connection) : ServeIpcAsync(connection)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeHttpAsync(Socket connection)
    {
        using Socket owned = connection;
        var request = new StringBuilder();
        byte[] buffer = new byte[64 << 10];
        try
        {
            while (!IsWhole(request.ToString()))
            {
                int count = await connection.ReceiveAsync(buffer, _closing.Token);
                if (count == 0) return;
                request.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }

            Requests.Enqueue(request.ToString());
            if (_answer(request.ToString()) is { } answer) await connection.SendAsync(answer, _closing.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over, or the client hung up first.
        }
    }

    private async Task ServeIpcAsync(Socket connection)
    {
        using Socket owned = connection;
        byte[] buffer = new byte[64 << 10];
        try
        {
            while (await connection.ReceiveAsync(buffer, _closing.Token) is > 0 and int count)
            {
                string request = Encoding.UTF8.GetString(buffer, 0, count);
                Requests.Enqueue(request);
                if (_answer(request) is not { } answer) return;
                await connection.SendAsync(answer, _closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // As above.
        }
    }

    private static bool IsWhole(string request)
    {
        const string Header = "content-length: ";
        int head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return false;
        int at = request.IndexOf(Header, StringComparison.OrdinalIgnoreCase) + Header.Length;
        return request.Length - head - 4 >= int.Parse(request[at..request.IndexOf('\r', at)]);
    }
}
