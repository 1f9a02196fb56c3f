using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cordon.Response.Listening;

/// <summary>A small HTTP server in clear text at one address, and nowhere else. Every node's endpoint is one.</summary>
/// <remarks>Kestrel without a host: no configuration from files or the environment can widen what is bound here.
/// </remarks>
public sealed class BoundedServer : IAsyncDisposable
{
    private const int HeaderBytesMax = 8 * 1024;
    private const int RequestLineBytesMax = 2 * 1024;
    private const int StreamsPerConnectionMax = 8;
    private const int ConnectionWindowBytes = 256 * 1024;
    private const int StreamWindowBytes = 128 * 1024;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowBodyGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;

    private BoundedServer(KestrelServer server, IPEndPoint address) => (_server, Address) = (server, address);

    /// <summary>Where it listens; the port is the one the system chose where 0 was asked for.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="answer">Answers a request. What it throws for a caller that has gone, or for a body beyond the
    /// bounds, is dealt with here.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<BoundedServer> StartAsync(
        IPEndPoint listen, HttpBounds bounds, Func<HttpContext, Task> answer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(listen);
        ArgumentNullException.ThrowIfNull(bounds);
        ArgumentNullException.ThrowIfNull(answer);
        var server = new KestrelServer(
            Options.Create(Bounded(listen, bounds)),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new Application(answer), cancellation);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        string bound = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new BoundedServer(server, new IPEndPoint(listen.Address, new Uri(bound).Port));
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopTimeout);
        await _server.StopAsync(limit.Token);
        _server.Dispose();
    }

    private static KestrelServerOptions Bounded(IPEndPoint listen, HttpBounds bounds)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        KestrelServerLimits limits = kestrel.Limits;
        limits.MaxConcurrentConnections = bounds.ConnectionsMax;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = bounds.BodyBytesMax;
        limits.MaxRequestLineSize = RequestLineBytesMax;
        limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        limits.MaxRequestHeaderCount = bounds.HeadersMax;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = bounds.KeepAlive;
        limits.MinRequestBodyDataRate = new MinDataRate(bounds.BodyBytesPerSecondMin, SlowBodyGrace);
        limits.Http2.MaxStreamsPerConnection = StreamsPerConnectionMax;
        limits.Http2.InitialConnectionWindowSize = ConnectionWindowBytes;
        limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
        kestrel.Listen(listen, endpoint =>
        {
            endpoint.Protocols = bounds.Protocol;
            if (bounds.ConnectionsPerAddressMax is { } max)
                endpoint.Use(next => new AddressLimit(max, next).OnConnectionAsync);
        });
        return kestrel;
    }

    private sealed class Application(Func<HttpContext, Task> answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            try
            {
                await answer(context);
            }
            catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
            {
                if (!context.Response.HasStarted) context.Response.StatusCode = e.StatusCode;
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                context.Abort(); // whoever called has gone
            }
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
