using Cordon.Arena.Community;
using Cordon.Arena.Guards;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios;

/// <summary>A protected protocol as its team describes it to guardians.</summary>
/// <param name="Protocol">How it is enrolled.</param>
/// <param name="Contracts">All its contracts.</param>
public sealed record Protection(EnrolledProtocol Protocol, IReadOnlyList<Address> Contracts)
{
    /// <summary>Where it is enrolled; null for the community of the chain that the scenario begins on.</summary>
    public Commons? Community { get; init; }

    /// <summary>The protocol's side on the other chain, which the same guardians watch; null where there is none.
    /// </summary>
    public Protection? OtherSide { get; init; }

    /// <summary>Whether the policy of every guardian who runs a node lets it stop the protocol by itself, and not the
    /// first one's alone.</summary>
    public bool AllMayAct { get; init; }

    /// <summary>Whether the first guardian's node is knocked out before the attack begins.</summary>
    public bool FirstIsKnockedOut { get; init; }

    public IReadOnlyList<ArenaInvariant> Invariants { get; init; } = [];

    /// <summary>How sure the team wants a guard to be before it pauses: less where an hour's pause costs nobody much,
    /// or where the team's own invariants are beyond doubt.</summary>
    public double PauseBelief { get; init; } = 0.9;

    /// <summary>Whether its contracts ask the breaker about their caller.</summary>
    public bool CanQuarantine { get; init; } = true;
}
