using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Slashing;

/// <summary>What slashed stake pays to those harmed: full when the pool suffices, pro rata otherwise.</summary>
/// <remarks>STAKESURE (arXiv:2401.05797): a protocol is strongly safe when the slashed stake covers all harm.</remarks>
/// <param name="SlashedPool">All that was slashed.</param>
/// <param name="TotalHarm">All that was lost.</param>
/// <param name="Payouts">To each of the harmed, in their order.</param>
public sealed record SlashCompensation(double SlashedPool, double TotalHarm, ImmutableArray<double> Payouts)
{
    /// <summary>Pool over harm; infinite when nobody was harmed.</summary>
    public double CoverageRatio => TotalHarm > 0 ? SlashedPool / TotalHarm : double.PositiveInfinity;

    public bool IsStronglySafe => SlashedPool >= TotalHarm;

    /// <summary>What remains of the pool after everybody was paid in full.</summary>
    public double Residual => Math.Max(0, SlashedPool - TotalHarm);

    /// <summary>Pays the harmed from the slashed part of each stake.</summary>
    /// <param name="attributedStake">Stake behind the attack, one entry a staker.</param>
    /// <param name="slashFraction">Share of each that is slashed, from 0 to 1.</param>
    /// <param name="harms">What each of the harmed lost.</param>
    /// <exception cref="InvalidInputException">Lists of different length, or an amount out of range.</exception>
    public static SlashCompensation Of(
        IReadOnlyList<double> attributedStake, IReadOnlyList<double> slashFraction, IReadOnlyList<double> harms)
    {
        Require.SameCount(slashFraction.Count, attributedStake.Count);
        double pool = 0;
        for (int i = 0; i < attributedStake.Count; i++)
        {
            pool += Require.Amount(attributedStake[i], nameof(attributedStake))
                * Require.Fraction(slashFraction[i], nameof(slashFraction));
        }

        double harm = harms.Sum(h => Require.Amount(h, nameof(harms)));
        double paid = harm > pool ? pool / harm : 1;
        return new SlashCompensation(pool, harm, [.. harms.Select(h => h * paid)]);
    }
}
