using Cordon.Economics.Numbers;

namespace Cordon.Economics.Pricing;

/// <summary>The fair price of a cover that pays what an exploit leaves unrecovered, per unit covered.</summary>
/// <remarks>Reduced form: exploits arrive at a constant rate (the hazard).</remarks>
/// <param name="Upfront">(1-R)*lambda*(1-e^{-(r+lambda)T})/(r+lambda), paid at the start.</param>
/// <param name="RunningRate">(1-R)*lambda, paid a year until the exploit or the end.</param>
/// <param name="UpfrontWithDeductible">When the buyer bears the first part.</param>
/// <param name="ClaimProbability">That it ever pays.</param>
public sealed record Cover(
    double Upfront, double RunningRate, double UpfrontWithDeductible, double ClaimProbability)
{
    /// <param name="hazard">Exploits a year.</param>
    /// <param name="recovery">Share that is recovered anyway, from 0 to 1.</param>
    /// <param name="rate">Riskless, a year.</param>
    /// <param name="years">Covered.</param>
    /// <param name="deductible">Share of what is covered that the buyer bears, from 0 to 1.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static Cover Of(double hazard, double recovery, double rate, double years, double deductible = 0)
    {
        Require.Amount(hazard);
        Require.Fraction(recovery);
        Require.Finite(rate, "r");
        Require.Amount(years, "T");
        Require.Fraction(deductible);

        double sum = rate + hazard;
        double annuity = sum == 0 ? years : -Precise.ExpMinusOne(-sum * years) / sum;
        double perUnit = hazard * annuity;
        return new Cover(
            (1 - recovery) * perUnit,
            (1 - recovery) * hazard,
            Math.Max(0, 1 - recovery - deductible) * perUnit,
            -Precise.ExpMinusOne(-hazard * years));
    }
}
