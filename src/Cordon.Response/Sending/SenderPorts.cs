using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Sending;

/// <summary>What a sender is plugged into.</summary>
/// <param name="Node">Where the chain is looked at: an endpoint or a pool.</param>
/// <param name="Broadcast">Where transactions go, all at once: public endpoints, a private one, or both.</param>
/// <param name="OnChange">Told every new version of a record, after it was kept.</param>
public sealed record SenderPorts(
    IRpcCaller Node,
    IReadOnlyList<IRpcCaller> Broadcast,
    ISendJournal Journal,
    Action<SendRecord>? OnChange = null);
