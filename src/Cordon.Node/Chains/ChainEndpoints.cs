using System.Collections.Immutable;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.Node.Settings;

namespace Cordon.Node.Chains;

/// <summary>The connections to one chain, the nearest kind first: IPC, then WebSocket, then HTTP.</summary>
internal sealed class ChainEndpoints : IAsyncDisposable
{
    private readonly List<RpcClient> _relays;

    public ChainEndpoints(ChainSettings chain, TimeProvider time, Action<EndpointReport> onReport)
    {
        ImmutableArray<RpcEndpoint> ordered = InOrder(chain.Endpoints);
        Pool = new EndpointPool(
            [.. ordered.Select(endpoint => new RpcClient(endpoint, time: time))],
            new EndpointPoolOptions { ChainId = chain.Id }, time, onReport);
        _relays = [.. chain.Relays.Select(relay => new RpcClient(relay, time: time))];
        Broadcast = chain.SendsPrivately && _relays.Count > 0 ? _relays : [.. Pool.Clients, .. _relays];
    }

    /// <summary>All endpoints as one, checked against each other.</summary>
    public EndpointPool Pool { get; }

    /// <summary>Each by itself, in the order of preference, for subscriptions.</summary>
    public IReadOnlyList<RpcClient> Lines => Pool.Clients;

    /// <summary>Where transactions go.</summary>
    public IReadOnlyList<RpcClient> Broadcast { get; }

    /// <summary>The order of preference; the file's order among equals.</summary>
    public static ImmutableArray<RpcEndpoint> InOrder(IEnumerable<RpcEndpoint> endpoints) =>
        [.. endpoints.OrderByDescending(endpoint => endpoint.Kind)];

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        foreach (RpcClient relay in _relays) await relay.DisposeAsync();
    }
}
