using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Response.Attestations;
using Cordon.Response.Sending;
using Cordon.Response.Signing;

namespace Cordon.Node.Registry;

/// <summary>Begins the exchange that suits the guardian: with the nodes of others, or for a Safe on the chain.
/// </summary>
internal static class RunningExchange
{
    /// <summary>Null where the chain has no registry, or the key signs no typed data.</summary>
    /// <exception cref="RpcException">The node failed.</exception>
    /// <exception cref="Domain.Ports.StoreException">The journal cannot be used.</exception>
    /// <exception cref="SigningException">The key cannot be used.</exception>
    public static async Task<IRunningExchange?> StartAsync(
        ChainSettings chain, NodeSettings settings, IRpcCaller node, ITransactionSigner? signer, Sender? sender,
        ExchangeServer? server, EventPump events, TimeProvider time, CancellationToken cancellation) =>
        settings.Guardian?.Safe is { } safe
            ? SafeExchange.Start(safe, chain, settings, node, signer, sender, events, time)
            : await ChainExchange.StartAsync(
                chain, settings, node, signer, sender, server, events, time, cancellation);
}
