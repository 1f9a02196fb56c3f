using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>What a security margin promises when part of the stake disappears (Durvasula and Roughgarden, theorems 1
/// and 7).</summary>
public static class CascadeBounds
{
    /// <summary>The share of all stake lost after a shock, cascades included, stays below (1 + 1/gamma) psi.</summary>
    /// <param name="gamma">The margin, above 0.</param>
    /// <param name="psi">The share of all stake that the shock takes, 0 to 1.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static Rational LossShare(Rational gamma, Rational psi)
    {
        Require.That(gamma.Sign > 0, "gamma", gamma, "above 0");
        Require.Fraction(psi);
        return (Rational.One + Rational.One / gamma) * psi;
    }

    /// <summary>The rounds of a cascade stay below depth * (1 + log_(1+gamma)(psi * total / (smallest * gamma))).
    /// </summary>
    /// <param name="gamma">The margin, above 0.</param>
    /// <param name="psi">The share of all stake that the shock takes, above 0, at most 1.</param>
    /// <param name="totalStake">All stake, above 0.</param>
    /// <param name="smallestStake">The smallest validator's stake, above 0.</param>
    /// <param name="referenceDepth">How far one attack reaches, 1 or more.</param>
    /// <returns>The bound, and the most rounds strictly below it.</returns>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static (double Bound, long RoundsMax) Length(
        double gamma, double psi, double totalStake, double smallestStake, int referenceDepth)
    {
        Require.Positive(gamma);
        Require.Share(psi);
        Require.Positive(totalStake);
        Require.Positive(smallestStake);
        Require.Range(referenceDepth, 1, int.MaxValue);
        double rounds = Math.Log(psi * totalStake / (smallestStake * gamma)) / Precise.Log1p(gamma);
        double bound = Math.Max(0, referenceDepth * (1 + rounds));
        return (bound, Math.Max(0, (long)Math.Ceiling(bound) - 1));
    }
}
