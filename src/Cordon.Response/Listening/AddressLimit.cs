using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Cordon.Response.Listening;

/// <summary>Cuts off connections of an address that has its share of them open.</summary>
internal sealed class AddressLimit(int max, ConnectionDelegate next)
{
    private static readonly IPAddress Unknown = IPAddress.None;

    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        IPAddress from = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? Unknown;
        int open = _open.AddOrUpdate(from, 1, (_, count) => count + 1);
        try
        {
            if (open <= max) await next(connection);
            else connection.Abort();
        }
        finally
        {
            int left = _open.AddOrUpdate(from, 0, (_, count) => count - 1);
            if (left == 0) _open.TryRemove(new KeyValuePair<IPAddress, int>(from, 0));
        }
    }
}
