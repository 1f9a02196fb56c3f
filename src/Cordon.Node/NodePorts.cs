using Cordon.Domain.Ports;
using Cordon.Node.Events;
using Cordon.Node.Registry;
using Cordon.Response.Signing;

namespace Cordon.Node;

/// <summary>What a node is plugged into. What is null is opened or made by the node itself, and disposed with it; what
/// is given belongs to the caller.</summary>
public sealed record NodePorts
{
    /// <summary>Told every event.</summary>
    public IReadOnlyList<INodeListener> Listeners { get; init; } = [];

    /// <summary>Signs the guardian's transactions; null for a node that watches and notifies.</summary>
    public ITransactionSigner? Signer { get; init; }

    /// <summary>Null for <c>decisions.db</c> in the data folder, where a decision and what is sent for it are one
    /// write.</summary>
    public ISendJournal? Journal { get; init; }

    /// <summary>Null for <c>decisions.db</c> in the data folder.</summary>
    public IDecisionStore? Decisions { get; init; }

    /// <summary>Null for <c>engagement.db</c> in the data folder.</summary>
    public IEngagementJournal? Answers { get; init; }

    /// <summary>Null where no verdicts are exchanged with other guardians.</summary>
    public IAttestationExchange? Exchange { get; init; }

    /// <summary>Null for the bounds that the chains' registries give.</summary>
    public IActionBounds? Bounds { get; init; }

    /// <summary>Sends the webhooks; null for the node's own.</summary>
    public HttpMessageInvoker? Http { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
