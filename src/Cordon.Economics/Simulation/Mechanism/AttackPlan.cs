using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>What an attacker does with an opportunity.</summary>
public sealed record AttackPlan
{
    /// <summary>Whether the transactions avoid the public mempool: no pause can come before them.</summary>
    public bool IsPrivate { get; init; } = true;

    /// <summary>Whether missing capital is borrowed within the transaction, where the parameters allow it.</summary>
    public bool UsesFlashLoan { get; init; } = true;

    /// <summary>Offered to each guardian that takes bribes.</summary>
    public double BribePerGuardian { get; init; }

    /// <summary>Share of the loot that goes to colluding guardians, split evenly, 0 to 1; null for their share of all
    /// guardians.</summary>
    public double? ColludersShare { get; init; }

    /// <summary>Sold short before the attack; at most the attacker's own capital.</summary>
    public double ShortPosition { get; init; }

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public AttackPlan Checked()
    {
        Require.Amount(BribePerGuardian);
        if (ColludersShare is { } share) Require.Fraction(share, nameof(ColludersShare));
        Require.Amount(ShortPosition);
        return this;
    }
}
