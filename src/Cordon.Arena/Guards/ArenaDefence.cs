using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Guards;

/// <summary>All that a guard is told: what an operator would write into its configuration. Nothing of the attack.
/// </summary>
public sealed record ArenaDefence
{
    public required ulong ChainId { get; init; }

    /// <summary>The node, best first: a socket, WebSocket, HTTP.</summary>
    public required IReadOnlyList<RpcEndpoint> Endpoints { get; init; }

    public required Address Registry { get; init; }

    public required Address Stake { get; init; }

    /// <summary>The guardians who run a node.</summary>
    public required IReadOnlyList<GuardPost> Posts { get; init; }

    /// <summary>Whether every guardian's policy lets its node stop the protocol by itself; otherwise the first one's
    /// does, and the others give their verdicts about what was raised.</summary>
    public bool AllMayAct { get; init; }

    /// <summary>The protocol's side on another chain, which the same nodes guard; null where there is none.</summary>
    public ArenaDefence? OtherSide { get; init; }

    /// <summary>This side, and the other one if there is one.</summary>
    public IReadOnlyList<ArenaDefence> Sides => OtherSide is null ? [this] : [this, OtherSide];

    /// <summary>Whether a guardian's policy lets its node stop the protocol by itself.</summary>
    public bool MayAct(GuardPost post) => AllMayAct || post == Posts[0];

    /// <summary>The protocol's name.</summary>
    public required string Protocol { get; init; }

    /// <summary>The address under which it is enrolled.</summary>
    public required Address Enrolled { get; init; }

    /// <summary>The protocol's contracts.</summary>
    public required IReadOnlyList<Address> Contracts { get; init; }

    public IReadOnlyList<ArenaInvariant> Invariants { get; init; } = [];

    /// <summary>From which belief a guard pauses the protocol, by its policy.</summary>
    public double PauseBelief { get; init; } = 0.9;

    /// <summary>Whether the protocol's contracts ask the breaker about their caller.</summary>
    public bool CanQuarantine { get; init; } = true;
}
