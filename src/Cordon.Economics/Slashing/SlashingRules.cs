using Cordon.Economics.Numbers;

namespace Cordon.Economics.Slashing;

/// <summary>How hard a fork of Ethereum punishes: who slashes together with many others loses more.</summary>
/// <remarks>ethereum/consensus-specs, slash_validator and process_slashings of each fork.</remarks>
/// <param name="Multiplier">By which the share slashed in the window is multiplied.</param>
/// <param name="InitialQuotient">One over this part of the effective balance is lost at once.</param>
/// <param name="IsPerIncrement">True since Electra: the fraction is rounded per increment, not the whole penalty.
/// </param>
public sealed record SlashingRules(int Multiplier, int InitialQuotient, bool IsPerIncrement)
{
    public static SlashingRules Phase0 { get; } = new(1, 128, false);

    public static SlashingRules Altair { get; } = new(2, 64, false);

    public static SlashingRules Bellatrix { get; } = new(3, 32, false);

    public static SlashingRules Electra { get; } = new(3, 4096, true);

    /// <summary>The penalty of one validator, in integer gwei exactly as the chain computes it.</summary>
    /// <param name="effectiveBalanceGwei">Of the validator.</param>
    /// <param name="slashedInWindowGwei">Effective balance slashed in the window, this validator's included.</param>
    /// <param name="totalActiveGwei">Effective balance of all active validators.</param>
    /// <exception cref="InvalidInputException">No active balance.</exception>
    public SlashingPenalty PenaltyOf(
        ulong effectiveBalanceGwei, ulong slashedInWindowGwei, ulong totalActiveGwei)
    {
        if (totalActiveGwei == 0) throw new InvalidInputException(nameof(totalActiveGwei), "0", "more than 0 gwei");

        UInt128 adjusted = UInt128.Min((UInt128)slashedInWindowGwei * (UInt128)Multiplier, totalActiveGwei);
        UInt128 increments = effectiveBalanceGwei / SlashingPenalty.IncrementGwei;
        UInt128 correlation;
        if (IsPerIncrement)
        {
            // A chain has at least one increment at stake; less would divide by zero there as well.
            ulong total = Math.Max(1, totalActiveGwei / SlashingPenalty.IncrementGwei);
            correlation = adjusted / total * increments;
        }
        else
        {
            correlation = increments * adjusted / totalActiveGwei * SlashingPenalty.IncrementGwei;
        }

        return new SlashingPenalty(
            effectiveBalanceGwei / (ulong)InitialQuotient,
            (ulong)correlation,
            (double)adjusted / totalActiveGwei);
    }
}
