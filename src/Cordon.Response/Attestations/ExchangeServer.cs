using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Net;
using Cordon.Response.Attestations.Gossip;
using Cordon.Response.Attestations.Wire;
using Cordon.Response.Listening;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cordon.Response.Attestations;

/// <summary>The small HTTP/2 endpoint on which other guardians' nodes reach this one: clear text, prior knowledge. One
/// serves the exchanges of several registries.</summary>
public sealed class ExchangeServer : IAsyncDisposable
{
    private readonly BoundedServer _server;
    private readonly ConcurrentDictionary<string, PeerEndpoint> _byScope;

    private ExchangeServer(BoundedServer server, ConcurrentDictionary<string, PeerEndpoint> byScope) =>
        (_server, _byScope) = (server, byScope);

    /// <summary>Where it listens; the port is the one the system chose where 0 was asked for.</summary>
    public IPEndPoint Address => _server.Address;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public static async Task<ExchangeServer> StartAsync(
        IPEndPoint listen, ExchangeServerOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ExchangeServerOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var byScope = new ConcurrentDictionary<string, PeerEndpoint>(StringComparer.Ordinal);
        var bounds = new HttpBounds
        {
            Protocol = HttpProtocols.Http2,
            BodyBytesMax = WireLimits.RequestBytesMax,
            HeadersMax = 32,
            ConnectionsMax = options.ConnectionsMax,
            ConnectionsPerAddressMax = options.ConnectionsPerAddressMax,
            KeepAlive = TimeSpan.FromMinutes(2),
            BodyBytesPerSecondMin = 4_096,
        };
        BoundedServer server = await BoundedServer.StartAsync(
            listen, bounds, context => AnswerAsync(context, byScope), cancellation);
        return new ExchangeServer(server, byScope);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    internal void Add(RegistryScope scope, PeerEndpoint endpoint) => _byScope[scope.Name] = endpoint;

    internal void Remove(RegistryScope scope) => _byScope.TryRemove(scope.Name, out _);

    private static Task AnswerAsync(HttpContext context, ConcurrentDictionary<string, PeerEndpoint> byScope)
    {
        string scope = context.Request.Headers[WireHeaders.Scope].ToString();
        if (byScope.TryGetValue(scope, out PeerEndpoint? endpoint)) return endpoint.HandleAsync(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
