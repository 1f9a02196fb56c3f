using Cordon.Arena.Community;
using Cordon.Arena.Guards;

namespace Cordon.Arena.Trials;

/// <summary>What the defence did in the playing with Cordon.</summary>
public sealed record DefenceReport
{
    /// <summary>The guard's steps, each with the time since the attack could first be seen.</summary>
    public IReadOnlyList<(TimeSpan Since, GuardEvent Event)> Timeline { get; init; } = [];

    /// <summary>Until the guard knew that it was a threat; null when it never did.</summary>
    public TimeSpan? Detection { get; init; }

    /// <summary>Until its transaction left; null when it sent none.</summary>
    public TimeSpan? Action { get; init; }

    /// <summary>Until the chain was first seen to have counted a quorum of the nodes' verdicts; null when it did not,
    /// or the guard's nodes bring none.</summary>
    public TimeSpan? Quorum { get; init; }

    /// <summary>What was raised, in the order of the chain.</summary>
    public IReadOnlyList<RaisedIncident> Incidents { get; init; } = [];

    /// <summary>How many blocks before the harm would have been complete the first incident was raised: 0 in the same
    /// block, but ahead; null when nothing was raised, or too late, or there was no attack.</summary>
    public int? LeadBlocks { get; init; }

    /// <summary>What each member gained and lost by it.</summary>
    public IReadOnlyList<Fortune> Fortunes { get; init; } = [];

    /// <summary>What a scenario itself found wrong.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
