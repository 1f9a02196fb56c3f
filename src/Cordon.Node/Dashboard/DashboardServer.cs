using System.Net;
using Cordon.Response.Listening;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cordon.Node.Dashboard;

/// <summary>The HTTP/1.1 endpoint of the local page. Listens from the start, so that its port is known before anybody
/// is let in; until <see cref="Open"/> it answers nothing but 503.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    /// <summary>The longest body that is read.</summary>
    public const int BodyBytesMax = 64 * 1024;

    private static readonly HttpBounds Bounds = new()
    {
        Protocol = HttpProtocols.Http1,
        BodyBytesMax = BodyBytesMax,
        HeadersMax = 40,
        ConnectionsMax = 64,
        KeepAlive = TimeSpan.FromSeconds(30),
        BodyBytesPerSecondMin = 1_024,
    };

    private readonly BoundedServer _server;
    private readonly DashboardRoutes _routes;

    private DashboardServer(BoundedServer server, DashboardRoutes routes) => (_server, _routes) = (server, routes);

    /// <summary>Where it listens; the port is the one the system chose where 0 was asked for.</summary>
    public IPEndPoint Address => _server.Address;

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<DashboardServer> StartAsync(IPEndPoint listen, CancellationToken cancellation)
    {
        var routes = new DashboardRoutes();
        return new DashboardServer(
            await BoundedServer.StartAsync(listen, Bounds, routes.AnswerAsync, cancellation), routes);
    }

    /// <summary>Lets people in.</summary>
    public void Open(DashboardGate gate, DashboardJson state, DashboardAnswers answers) =>
        _routes.Open(gate, state, answers);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
