using System.Net;
using System.Net.Sockets;

namespace Cordon.Arena.Nodes;

/// <summary>Ports of this machine on which nobody listens.</summary>
public static class FreePorts
{
    /// <summary>So many different ports of the loopback address; somebody else may take one before they are used.
    /// </summary>
    public static int[] Take(int count)
    {
        // All are open at once, or the system could give the same one twice.
        TcpListener[] open = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in open) listener.Start();
        int[] free = [.. open.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in open) listener.Dispose();
        return free;
    }
}
