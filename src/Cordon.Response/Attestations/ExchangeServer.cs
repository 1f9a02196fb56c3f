using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Net;
using Cordon.Response.Attestations.Gossip;
using Cordon.Response.Attestations.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cordon.Response.Attestations;

/// <summary>The small HTTP/2 endpoint on which other guardians' nodes reach this one: clear text, prior knowledge. One
/// serves the exchanges of several registries.</summary>
public sealed class ExchangeServer : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly Routes _routes;

    private ExchangeServer(KestrelServer server, Routes routes, IPEndPoint address) =>
        (_server, _routes, Address) = (server, routes, address);

    /// <summary>Where it listens; the port is the one the system chose where 0 was asked for.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public static async Task<ExchangeServer> StartAsync(
        IPEndPoint listen, ExchangeServerOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(listen);
        options ??= new ExchangeServerOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var routes = new Routes();
        var server = new KestrelServer(
            Options.Create(Bounded(listen, options)),
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
        return new ExchangeServer(server, routes, new IPEndPoint(listen.Address, new Uri(bound).Port));
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(limit.Token);
        _server.Dispose();
    }

    internal void Add(RegistryScope scope, PeerEndpoint endpoint) => _routes.ByScope[scope.Name] = endpoint;

    internal void Remove(RegistryScope scope) => _routes.ByScope.TryRemove(scope.Name, out _);

    private static KestrelServerOptions Bounded(IPEndPoint listen, ExchangeServerOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxConcurrentConnections = options.ConnectionsMax;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.MaxRequestBodySize = WireLimits.RequestBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 32;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(4_096, TimeSpan.FromSeconds(2));
        kestrel.Limits.Http2.MaxStreamsPerConnection = 8;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 256 * 1024;
        kestrel.Limits.Http2.InitialStreamWindowSize = 128 * 1024;
        kestrel.Listen(listen, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            endpoint.Use(next => new AddressLimit(options.ConnectionsPerAddressMax, next).OnConnectionAsync);
        });
        return kestrel;
    }

    private sealed class Routes : IHttpApplication<HttpContext>
    {
        public ConcurrentDictionary<string, PeerEndpoint> ByScope { get; } = new(StringComparer.Ordinal);

        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            string scope = context.Request.Headers[WireHeaders.Scope].ToString();
            if (!ByScope.TryGetValue(scope, out PeerEndpoint? endpoint))
            {
                context.Response.StatusCode = 404;
                return;
            }

            try
            {
                await endpoint.HandleAsync(context);
            }
            catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
            {
                if (!context.Response.HasStarted) context.Response.StatusCode = e.StatusCode;
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                context.Abort(); // the peer has gone
            }
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }

    private sealed class AddressLimit(int max, ConnectionDelegate next)
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
}
