using System.Collections.Immutable;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Chain;

/// <summary>What the chain says about an incident at one moment.</summary>
/// <param name="OnDuty">The stake that was on duty in the second before it was raised.</param>
/// <param name="Seats">By today's keys, those with weight.</param>
/// <param name="Counted">Guardians, by index, whose verdict the chain has counted; not kept up after a quorum.</param>
/// <param name="IsOwnCounted">Whether the chain has counted a verdict of this node's guardian.</param>
internal sealed record IncidentSight(
    Hash256 Id,
    IncidentRegistry.Incident Record,
    UInt256 OnDuty,
    ImmutableDictionary<Address, Seat> Seats,
    ImmutableHashSet<uint> Counted,
    bool IsOwnCounted)
{
    /// <summary>How long attestations count, from the raise.</summary>
    public static TimeSpan Challenge { get; } = TimeSpan.FromHours(24);

    /// <summary>How long a double verdict is punished, from the raise.</summary>
    public static TimeSpan EquivocationWindow { get; } = TimeSpan.FromDays(14);

    public DateTimeOffset RaisedAt => DateTimeOffset.FromUnixTimeSeconds((long)Record.RaisedAt);

    public bool IsAtQuorum => Record.QuorumAt != 0;

    /// <summary>Whether the contract still counts attestations of it at that time.</summary>
    public bool IsOpen(DateTimeOffset time) => Record.Outcome == 0 && time <= RaisedAt + Challenge;

    /// <summary>Whether that weight is two thirds of the stake on duty, as the contract compares.</summary>
    public bool IsQuorum(UInt256 weight) => !OnDuty.IsZero && weight * 3 >= OnDuty * 2;
}
