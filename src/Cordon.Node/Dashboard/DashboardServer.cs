using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cordon.Node.Dashboard;

/// <summary>The HTTP/1.1 endpoint of the local page. Listens from the start, so that its port is known before anybody
/// is let in; until <see cref="Open"/> it answers nothing but 503.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    /// <summary>The longest body that is read.</summary>
    public const int BodyBytesMax = 64 * 1024;

    private readonly KestrelServer _server;
    private readonly DashboardRoutes _routes;

    private DashboardServer(KestrelServer server, DashboardRoutes routes, IPEndPoint address) =>
        (_server, _routes, Address) = (server, routes, address);

    /// <summary>Where it listens; the port is the one the system chose where 0 was asked for.</summary>
    public IPEndPoint Address { get; }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<DashboardServer> StartAsync(IPEndPoint listen, CancellationToken cancellation)
    {
        var routes = new DashboardRoutes();
        var server = new KestrelServer(
            Options.Create(Bounded(listen)),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(routes, cancellation);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        string bound = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new DashboardServer(server, routes, new IPEndPoint(listen.Address, new Uri(bound).Port));
    }

    /// <summary>Lets people in.</summary>
    public void Open(DashboardGate gate, DashboardJson state, DashboardAnswers answers) =>
        _routes.Open(gate, state, answers);

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(limit.Token);
        _server.Dispose();
    }

    private static KestrelServerOptions Bounded(IPEndPoint listen)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxConcurrentConnections = 64;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
        kestrel.Limits.MaxRequestLineSize = 2 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 40;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1_024, TimeSpan.FromSeconds(2));
        kestrel.Listen(listen, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        return kestrel;
    }
}
