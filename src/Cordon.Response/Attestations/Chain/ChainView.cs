using System.Collections.Immutable;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Chain;

/// <summary>Members and incidents as one look at the chain shows them.</summary>
/// <param name="Time">Of the newest block.</param>
internal sealed record ChainView(
    Roster Roster, ImmutableDictionary<Hash256, IncidentSight> Incidents, DateTimeOffset Time)
{
    public static ChainView Nothing { get; } = new(
        Roster.Empty, ImmutableDictionary<Hash256, IncidentSight>.Empty, DateTimeOffset.UnixEpoch);
}
