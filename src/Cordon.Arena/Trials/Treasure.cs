using Cordon.Arena.Bindings;
using Cordon.Arena.Community;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Arena.Trials;

/// <summary>What the members and the treasury have in the stake's token at one moment.</summary>
internal sealed class Treasure
{
    private readonly IReadOnlyList<(string Name, UInt256 Value)> _values;

    private Treasure(IReadOnlyList<(string Name, UInt256 Value)> values) => _values = values;

    public static async Task<Treasure> CountAsync(Commons commons, CancellationToken cancellation)
    {
        var values = new List<(string, UInt256)>();
        foreach (Guardian guardian in commons.Members.Guardians)
            values.Add((guardian.Name, await OfAsync(commons, guardian.Owner.Address, cancellation)));
        UInt256 treasury = await commons.Chain.ReadAsync(
            commons.Mechanism.Token, new TestToken.BalanceOfCall(commons.Treasury), cancellation);
        values.Add(("treasury", treasury));
        return new Treasure(values);
    }

    /// <summary>Everyone's before and after.</summary>
    public async Task<IReadOnlyList<Fortune>> CompareAsync(Commons commons, CancellationToken cancellation)
    {
        Treasure now = await CountAsync(commons, cancellation);
        return [.. _values.Zip(now._values, (before, after) => new Fortune(before.Name, before.Value, after.Value))];
    }

    /// <summary>In hand, staked, owed by the stake, and bonded.</summary>
    private static async Task<UInt256> OfAsync(Commons commons, Address owner, CancellationToken cancellation)
    {
        Address stake = commons.Mechanism.Plan.Stake;
        IncidentRegistry.Bond bond = await commons.Chain.ReadAsync(
            commons.Registry, new IncidentRegistry.BondCall(owner), cancellation);
        return await commons.Chain.ReadAsync(
                commons.Mechanism.Token, new TestToken.BalanceOfCall(owner), cancellation)
            + await commons.Chain.ReadAsync(stake, new GuardianStake.StakeOfCall(owner, owner), cancellation)
            + await commons.Chain.ReadAsync(stake, new GuardianStake.CreditOfCall(owner), cancellation)
            + bond.Free + bond.Locked;
    }
}
