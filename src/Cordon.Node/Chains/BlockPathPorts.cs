using Cordon.Engine.Pending;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Incidents;
using Cordon.Node.Registry;

namespace Cordon.Node.Chains;

/// <summary>What the path of blocks is plugged into.</summary>
internal sealed record BlockPathPorts
{
    public required ulong Chain { get; init; }

    public required IRpcCaller Node { get; init; }

    public required IncidentDesk Incidents { get; init; }

    public required IncidentFlow Flow { get; init; }

    public required RivalBids Rivals { get; init; }

    public required RegistryWatch Registry { get; init; }

    public required Sight Sight { get; init; }

    public required EventPump Events { get; init; }

    public required RehearsalPath Rehearsals { get; init; }

    /// <summary>What the chain's invariants compare with on other chains.</summary>
    public required ForeignValues Foreign { get; init; }

    /// <summary>Told each block when everything that follows from it was begun.</summary>
    public required Action<NodeEvent.BlockScanned> OnBlock { get; init; }
}
