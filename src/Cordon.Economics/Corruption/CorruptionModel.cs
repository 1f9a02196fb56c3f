namespace Cordon.Economics.Corruption;

/// <summary>What it takes to corrupt a protocol's guardians, and what that earns. Money in one unit
/// throughout.</summary>
public sealed record CorruptionModel
{
    /// <summary>All stake that stands behind the protocol.</summary>
    public required double Stake { get; init; }

    /// <summary>Share of the stake that an attack needs, from 0 to 1.</summary>
    public required double Quorum { get; init; }

    /// <summary>Share of an attacker's stake that is slashed, from 0 to 1.</summary>
    public required double SlashFraction { get; init; }

    /// <summary>Share of its value that the stake's token loses after the attack, from 0 to 1.</summary>
    public double PriceDropAfterAttack { get; init; }

    /// <summary>Share of the unslashed stake that leaves before the price falls, from 0 to 1.</summary>
    public double UnslashedExitable { get; init; }

    /// <summary>What the attack costs besides stake.</summary>
    public double OperatingCost { get; init; }

    /// <summary>Value locked in the protocol.</summary>
    public required double Tvl { get; init; }

    /// <summary>Share of the value that an attacker can take, from 0 to 1.</summary>
    public required double ExtractableFraction { get; init; }

    /// <summary>Share of what was taken that the attacker can turn into money, from 0 to 1.</summary>
    public double Monetisation { get; init; } = 1;

    /// <summary>What a short position on the tokens earns besides.</summary>
    public double ShortProfit { get; init; }
}
