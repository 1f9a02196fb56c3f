using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;

namespace Cordon.Response.Attestations.Safes;

/// <summary>How an incident and a Safe's verdict about it stand on the chain.</summary>
/// <param name="Record">The incident's.</param>
/// <param name="Time">Of the newest block.</param>
/// <param name="Seat">The Safe's, of the second before the raise; null where it had no weight.</param>
/// <param name="IsCounted">Whether the chain has counted a verdict of the Safe's guardian.</param>
/// <param name="Owners">The Safe's, in ascending order.</param>
/// <param name="Threshold">How many of them must sign.</param>
/// <param name="Approved">Those who have approved this verdict on the chain, in ascending order.</param>
internal sealed record SafeSight(
    IncidentRegistry.Incident Record,
    DateTimeOffset Time,
    Seat? Seat,
    bool IsCounted,
    IReadOnlyList<Address> Owners,
    int Threshold,
    IReadOnlyList<Address> Approved)
{
    public DateTimeOffset RaisedAt => DateTimeOffset.FromUnixTimeSeconds((long)Record.RaisedAt);

    public bool IsOpen => Record.Outcome == 0 && Time <= RaisedAt + IncidentSight.Challenge;

    /// <summary>Whether the verdict is complete once this owner signs, or is already.</summary>
    public bool IsCompleteWith(Address owner) => Approved.Count(each => each != owner) + 1 >= Threshold;

    /// <summary>Whether the approvals alone are enough.</summary>
    public bool IsComplete => Approved.Count >= Threshold;

    /// <summary>The owners who could bring a complete verdict as things stand, in the order in which they do: those
    /// whose signature completes it; where it is complete those who approved, and then the others.</summary>
    public IReadOnlyList<Address> Bringers
    {
        get
        {
            IEnumerable<Address> others = Owners.Where(owner => !Approved.Contains(owner));
            return IsComplete ? [.. Approved, .. others] : [.. others];
        }
    }
}
