using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Sending;

/// <summary>What a sender is plugged into.</summary>
/// <param name="Node">Where the chain is looked at: an endpoint or a pool.</param>
/// <param name="Broadcast">Where transactions go, all at once: public endpoints, a private one, or both.</param>
/// <param name="OnChange">Told every new version of a record, after it was kept, and the version before it; null for
/// the first.</param>
/// <param name="Standing">Asked with every look, for each record, whether what it was sent for still stands as of the
/// block of that hash. Without it everything stands until it expires.</param>
public sealed record SenderPorts(
    IRpcCaller Node,
    IReadOnlyList<IRpcCaller> Broadcast,
    ISendJournal Journal,
    Action<SendRecord?, SendRecord>? OnChange = null,
    Func<SendRecord, Hash256, Standing>? Standing = null);
