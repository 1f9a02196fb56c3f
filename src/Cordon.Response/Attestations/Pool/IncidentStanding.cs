using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Pool;

/// <summary>How an incident stands in the eyes of one node. Weights are stake, in the token's smallest unit.</summary>
public sealed record IncidentStanding
{
    public required Hash256 Incident { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Of the verdicts held here that say attack.</summary>
    public required UInt256 AttackWeight { get; init; }

    /// <summary>Of those that say it is none.</summary>
    public required UInt256 NoAttackWeight { get; init; }

    /// <summary>Of everybody on duty in the second before the raise; a quorum is two thirds of it.</summary>
    public required UInt256 OnDutyWeight { get; init; }

    /// <summary>When this node first held a quorum, null while it does not.</summary>
    public DateTimeOffset? QuorumHeldAt { get; init; }

    public bool IsAtQuorumOnChain { get; init; }

    /// <summary>Whether the chain has counted this node's own verdict.</summary>
    public bool IsOwnCounted { get; init; }
}
