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
    public bool IsOpen(DateTimeOffset time) => IsOpen(Record, time);

    /// <summary>Likewise, of what the contract says alone.</summary>
    public static bool IsOpen(IncidentRegistry.Incident record, DateTimeOffset time) =>
        record.Outcome == 0 && time <= DateTimeOffset.FromUnixTimeSeconds((long)record.RaisedAt) + Challenge;

    /// <summary>Whether a guardian had weight when it was raised, by whatever key. Seats are those of the keys at the
    /// last look that mattered, so an incident that is over does not know newer ones.</summary>
    public bool IsSeated(Member member) =>
        Seats.ContainsKey(member.Key) || Seats.Values.Any(seat => seat.Index == member.Index);

    /// <summary>Whether that weight is two thirds of the stake on duty, as the contract compares.</summary>
    public bool IsQuorum(UInt256 weight) => !OnDuty.IsZero && weight * 3 >= OnDuty * 2;
}
