using Cordon.Economics.Numbers;

namespace Cordon.Economics.Bribery;

/// <summary>What bribing holders costs at most, when each is paid what the attack costs it.</summary>
/// <remarks>
/// An upper bound only: holders who cannot decide the vote alone sell it for far less than they lose together
/// (Newman 2023, arXiv:2310.01546). Never present it as the price of an attack.
/// </remarks>
/// <param name="MembersNeeded">Holders of equal size that reach the quorum.</param>
/// <param name="SumOfOwnLosses">The bound.</param>
public sealed record BribeBound(long MembersNeeded, double SumOfOwnLosses)
{
    /// <param name="holders">Of equal size.</param>
    /// <param name="totalLossIfAttack">What all of them lose together.</param>
    /// <param name="quorumFraction">Share of the holders that an attack needs.</param>
    /// <exception cref="InvalidInputException">No holders, a negative loss, or a share outside 0 to 1.</exception>
    public static BribeBound Of(int holders, double totalLossIfAttack, Rational quorumFraction)
    {
        Require.Range(holders, 1, int.MaxValue);
        Require.Amount(totalLossIfAttack);
        Require.Fraction(quorumFraction);
        long needed = (long)Rational.Ceiling(quorumFraction * holders);
        return new BribeBound(needed, needed * (totalLossIfAttack / holders));
    }
}
