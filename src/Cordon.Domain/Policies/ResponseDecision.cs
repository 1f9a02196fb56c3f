using System.Collections.Immutable;

namespace Cordon.Domain.Policies;

/// <summary>What was decided about one action on one incident, why, and under which policy.</summary>
public sealed record ResponseDecision
{
    /// <summary>The same for the same incident and action, so that it is carried out once.</summary>
    public required string Key { get; init; }

    public required string Incident { get; init; }

    public required string Protocol { get; init; }

    public required ResponseAction Action { get; init; }

    public required Permission Permission { get; init; }

    /// <summary>Zero where the action has none.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Full sentences, the one that decided first.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>See <see cref="ProtocolPolicy.Version"/>.</summary>
    public required string PolicyVersion { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What was answered in the name of a Safe: unchecked where a human is still needed, checked where it is
    /// granted or withheld. Null where nobody has answered so.</summary>
    public SignedAnswer? Answer { get; init; }
}
