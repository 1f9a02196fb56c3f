using System.Collections.Concurrent;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;

namespace Cordon.Cli.Checking;

/// <summary>The first endpoint of each chain but one, for what is compared with them.</summary>
internal sealed class OtherChains(NodeSettings settings, ulong own) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ulong, RpcClient> _clients = new();

    /// <summary>Who is asked about a chain; null for one that the file does not name.</summary>
    public IRpcCaller? NodeOf(ulong chain) =>
        chain != own && settings.Chains.FirstOrDefault(each => each.Id == chain) is { Endpoints: [var first, ..] }
            ? _clients.GetOrAdd(chain, _ => new RpcClient(first))
            : null;

    public async ValueTask DisposeAsync()
    {
        foreach (RpcClient client in _clients.Values) await client.DisposeAsync();
    }
}
