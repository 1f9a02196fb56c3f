using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Signing;

namespace Cordon.Response.Attestations;

/// <summary>What an exchange is plugged into. Everything stays the caller's.</summary>
/// <param name="Node">Where the chain is looked at: an endpoint or, better, a pool of them.</param>
/// <param name="Signer">The guardian's key.</param>
/// <param name="Journal">This guardian's, of this registry; no other process may use it.</param>
/// <param name="Server">Where peers reach this node; null for a node that only calls others.</param>
public sealed record ExchangePorts(
    IRpcCaller Node, ITypedDataSigner Signer, IAttestationJournal Journal, ExchangeServer? Server = null)
{
    /// <summary>Sends a request to the chain once, such as Sender.SendAsync; null for a node that submits nothing.
    /// </summary>
    public Func<SendRequest, CancellationToken, Task>? Submit { get; init; }

    /// <summary>The account that <see cref="Submit"/> sends from.</summary>
    public Address Account { get; init; }

    /// <summary>Told everything that happens; called from several threads, and must return soon.</summary>
    public Action<ExchangeEvent>? OnEvent { get; init; }
}
