using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Cordon.Bench.Guard;

/// <summary>Asks a node over its socket with nothing in between, and measures how long it takes to answer.</summary>
internal sealed class NodeProbe : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[1 << 20];

    public NodeProbe(string path) => _socket.Connect(new UnixDomainSocketEndPoint(path));

    /// <summary>The node's time for a call's tree, as the node under measurement asks for it.</summary>
    /// <param name="call">The transaction as a call.</param>
    public TimeSpan Trace(string call)
    {
        byte[] request = Encoding.UTF8.GetBytes(
            $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"debug_traceCall\",\"params\":[{call},\"latest\","
            + "{\"tracer\":\"callTracer\",\"tracerConfig\":{\"withLog\":true}}]}");
        long begun = Stopwatch.GetTimestamp();
        _socket.Send(request);
        int length = 0, depth = 0;
        do
        {
            int count = _socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None);
            if (count == 0) throw new EndOfStreamException("the node has closed the socket");
            depth += Depth(_buffer.AsSpan(length, count));
            length += count;
        }
        while (depth > 0);
        return Stopwatch.GetElapsedTime(begun);
    }

    public void Dispose() => _socket.Dispose();

    // A call tree holds no braces in its texts.
    private static int Depth(ReadOnlySpan<byte> json) => json.Count((byte)'{') - json.Count((byte)'}');
}
