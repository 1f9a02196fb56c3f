using System.Collections.Immutable;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Chain;

/// <summary>The registered guardians, as the stake's events tell: a value.</summary>
/// <param name="Members">By the guardian's account.</param>
/// <param name="Owners">The guardian of every key that is or was in use: an old one still proves equivocation.</param>
internal sealed record Roster(
    ImmutableDictionary<Address, Member> Members, ImmutableDictionary<Address, Address> Owners)
{
    /// <summary>A longer text is no endpoint, and is not kept.</summary>
    public const int EndpointCharsMax = 256;

    public static Roster Empty { get; } = new(
        ImmutableDictionary<Address, Member>.Empty, ImmutableDictionary<Address, Address>.Empty);

    /// <summary>The member that signs with a key today, null where it is none.</summary>
    public Member? ByKey(Address key) =>
        ByAnyKey(key) is { } member && member.Key == key ? member : null;

    /// <summary>The member that signs or once signed with a key.</summary>
    public Member? ByAnyKey(Address key) =>
        Owners.TryGetValue(key, out Address guardian) ? Members.GetValueOrDefault(guardian) : null;

    /// <summary>The roster after one event of the stake; events it does not know change nothing.</summary>
    public Roster After(ChainLog log)
    {
        if (GuardianStake.RegisteredEvent.TryDecode(log.Topics, log.Data, out var joined))
        {
            var member = new Member(joined.Guardian, joined.Index, joined.Key, Bounded(joined.Endpoint), true);
            return new(Members.SetItem(joined.Guardian, member), Owners.SetItem(joined.Key, joined.Guardian));
        }

        if (GuardianStake.EndpointChangedEvent.TryDecode(log.Topics, log.Data, out var moved))
            return With(moved.Guardian, member => member with { Endpoint = Bounded(moved.Endpoint) });
        if (GuardianStake.DutyChangedEvent.TryDecode(log.Topics, log.Data, out var duty))
            return With(duty.Guardian, member => member with { IsOnDuty = duty.OnDuty });
        return GuardianStake.KeyActivatedEvent.TryDecode(log.Topics, log.Data, out var rotated)
            ? With(rotated.Guardian, member => member with { Key = rotated.Key }) with
            {
                Owners = Owners.SetItem(rotated.Key, rotated.Guardian),
            }
            : this;
    }

    private Roster With(Address guardian, Func<Member, Member> change) =>
        Members.TryGetValue(guardian, out Member? member)
            ? this with { Members = Members.SetItem(guardian, change(member)) }
            : this;

    private static string Bounded(string endpoint) => endpoint.Length <= EndpointCharsMax ? endpoint : "";
}
