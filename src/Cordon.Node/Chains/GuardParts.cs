using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Decisions;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Response.Attestations;
using Cordon.Response.Sending;

namespace Cordon.Node.Chains;

/// <summary>What the guards of all chains share.</summary>
internal sealed record GuardParts(
    NodeSettings Settings, NodePorts Ports, ISendJournal Journal, ResponseDesk Responses, EventPump Events,
    CancellationToken Stop)
{
    /// <summary>Answers to attention challenges; null where no chain asks for them, or nobody signs.</summary>
    public IEngagementJournal? Answers { get; init; }

    /// <summary>Where other guardians' nodes reach this one; null for a node that only calls others.</summary>
    public ExchangeServer? Server { get; init; }

    /// <summary>Who is asked about a chain; null for one that is not guarded.</summary>
    public required Func<ulong, IRpcCaller?> NodeOf { get; init; }

    /// <summary>The guardian's key, where this node has it: null without a signer, and for an owner of a Safe, who can
    /// neither raise nor answer challenges in the Safe's name.</summary>
    public Address? GuardianKey => Settings.Guardian?.Safe is null ? Ports.Signer?.Address : null;

    public TimeProvider Time => Ports.Time;

    /// <summary>The bounds of sending: those of the guardian come before those of the node.</summary>
    public SenderOptions Sending => Settings.Options.Sending with
    {
        WeiPerDayMax = Settings.Guardian?.WeiPerDayMax ?? Settings.Options.Sending.WeiPerDayMax,
        FeePerGasMax = Settings.Guardian?.FeePerGasMax ?? Settings.Options.Sending.FeePerGasMax,
    };
}
