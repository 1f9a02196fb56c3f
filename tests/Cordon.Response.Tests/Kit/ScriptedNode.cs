using System.Net;
using System.Net.Sockets;
using System.Text;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Tests.Kit;

/// <summary>A JSON-RPC server that gives one prepared result to every request: for answers that no honest node gives.
/// </summary>
internal sealed class ScriptedNode : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string> _answer;
    private readonly Task _serving;

    private ScriptedNode(Func<string, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
        Client = new RpcClient(RpcEndpoint.Parse($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));
    }

    public RpcClient Client { get; }

    /// <param name="answer">Makes the members of the answer, such as <c>"result":1</c>, from the request; or the head
    /// of an HTTP answer without a body.</param>
    public static ScriptedNode Answering(Func<string, string> answer) => new(answer);

    /// <summary>The exception that an error answer of these words becomes.</summary>
    public static RpcException Error(string words)
    {
        using var node = new DisposableNode(Answering(_ =>
            $"\"error\":{{\"code\":-32000,\"message\":{System.Text.Json.JsonSerializer.Serialize(words)}}}"));
        try
        {
            using RpcPayload payload = node.Node.Client
                .CallRawAsync(new RpcCall("eth_sendRawTransaction", "0x")).GetAwaiter().GetResult();
        }
        catch (RpcException failure)
        {
            return failure;
        }

        throw new InvalidOperationException("an error answer was accepted");
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await Client.DisposeAsync();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or IOException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[1 << 16];
        int length = 0;
        string request = "";
        while (!request.Contains("\r\n\r\n{", StringComparison.Ordinal) || !request.EndsWith('}'))
        {
            int count = await stream.ReadAsync(buffer.AsMemory(length));
            if (count == 0) return;
            length += count;
            request = Encoding.UTF8.GetString(buffer, 0, length);
        }

        int start = request.IndexOf("\"id\":", StringComparison.Ordinal) + 5;
        string id = new([.. request[start..].TakeWhile(char.IsDigit)]);
        string answer = _answer(request);
        if (answer.StartsWith("HTTP/", StringComparison.Ordinal))
        {
            // Said aloud, or the client may send its next request into the connection that closes here.
            await stream.WriteAsync(
                Encoding.UTF8.GetBytes($"{answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }

        string body = $"{{\"jsonrpc\":\"2.0\",\"id\":{id},{answer}}}";
        string head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
            + "Connection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head + body));
    }

    private sealed class DisposableNode(ScriptedNode node) : IDisposable
    {
        public ScriptedNode Node => node;

        public void Dispose() => node.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
