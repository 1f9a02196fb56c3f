using System.Net.Sockets;
using System.Text;

namespace Cordon.Engine.Pending.Tests;

/// <summary>A socket that passes everything on to a node's socket, until it is disposed.</summary>
internal sealed class SocketRelay : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _listener = NewSocket();
    private readonly List<Socket> _open = [];
    private readonly StringBuilder _asked = new();
    private readonly string _node;
    private readonly Task _serving;
    private readonly int _connectionsMax;
    private int _connections;

    /// <param name="connectionsMax">What comes after that is hung up on at once.</param>
    public SocketRelay(string path, string node, int connectionsMax = int.MaxValue)
    {
        (Path, _node, _connectionsMax) = (path, node, connectionsMax);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public string Path { get; }

    /// <summary>How many connections were asked for.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Holds back what the node answers until a test sets it.</summary>
    public ManualResetEventSlim Answers { get; } = new(initialState: true);

    /// <summary>Whether clients have sent this to the node.</summary>
    public bool HasPassed(string text)
    {
        lock (_asked) return _asked.ToString().Contains(text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        lock (_open) _open.ForEach(socket => socket.Dispose());
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        File.Delete(Path);
    }

    private static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private async Task ServeAsync()
    {
        while (true)
        {
            Socket client = await _listener.AcceptAsync();
            if (Interlocked.Increment(ref _connections) > _connectionsMax)
            {
                client.Dispose();
                continue;
            }

            Socket node = NewSocket();
            lock (_open) _open.AddRange([client, node]);
            await node.ConnectAsync(new UnixDomainSocketEndPoint(_node));
            _ = PumpAsync(client, node, Note);
            _ = PumpAsync(node, client, _ => Answers.Wait(Patience));
        }
    }

    private void Note(ReadOnlyMemory<byte> bytes)
    {
        lock (_asked) _asked.Append(Encoding.UTF8.GetString(bytes.Span));
    }

    private static async Task PumpAsync(Socket from, Socket to, Action<ReadOnlyMemory<byte>> note)
    {
        byte[] buffer = new byte[64 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and int count)
            {
                note(buffer.AsMemory(0, count));
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side has ended.
        }

        from.Dispose();
        to.Dispose();
    }
}
