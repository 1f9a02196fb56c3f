using Cordon.Economics.Numbers;
using MathNet.Numerics;

namespace Cordon.Economics.Pricing;

/// <summary>Options on a token that can jump: partly (bad news) or to nothing (an exploit).</summary>
public static class JumpOptions
{
    private const int TermsMax = 100_000;
    private const double Negligible = 1e-18;

    /// <summary>Lognormal jumps at a rate: Merton 1976, a Poisson mixture of Black-Scholes prices.</summary>
    /// <param name="terms">With the volatility between jumps.</param>
    /// <param name="jumpRate">Jumps a year (lambda), at least 0.</param>
    /// <param name="meanJump">Mean relative jump (k), above -1.</param>
    /// <param name="logJumpVariance">Variance of the jump's logarithm, at least 0.</param>
    /// <returns>Call and put.</returns>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static (double Call, double Put) Diffusion(
        OptionTerms terms, double jumpRate, double meanJump, double logJumpVariance)
    {
        terms.Checked();
        Require.Amount(jumpRate, "lambda");
        Require.Amount(logJumpVariance);
        if (!(Require.Finite(meanJump, "meanJumpK") > -1)) throw Require.Fault("meanJumpK", meanJump, "above -1");
        Require.Positive(terms.Years, "T");

        double mean = jumpRate * (1 + meanJump) * terms.Years;
        double call = 0;
        for (int n = 0; n < TermsMax; n++)
        {
            double log = (mean > 0 ? n * Math.Log(mean) : n == 0 ? 0 : double.NegativeInfinity)
                - mean - SpecialFunctions.FactorialLn(n);
            double weight = Math.Exp(log);
            double rate = terms.Rate - (jumpRate * meanJump) + (n * Math.Log(1 + meanJump) / terms.Years);
            double volatility = Math.Sqrt(
                (terms.Volatility * terms.Volatility) + (n * logJumpVariance / terms.Years));
            call += weight * BlackScholes.Price(terms with { Rate = rate, Volatility = volatility }).Call;
            if (n > mean && weight < Negligible) break; // the weights only fall beyond their mean
        }

        return (call, call - terms.Spot + terms.DiscountedStrike);
    }

    /// <summary>The token is worth nothing after an exploit, which comes at a rate.</summary>
    /// <param name="terms">With the volatility before.</param>
    /// <param name="hazard">Exploits a year, at least 0.</param>
    /// <returns>Call, put, and the part of the put that is the exploit's.</returns>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static (double Call, double Put, double PutFromExploit) ToRuin(OptionTerms terms, double hazard)
    {
        terms.Checked();
        Require.Amount(hazard);
        double call = BlackScholes.Price(terms with { Rate = terms.Rate + hazard }).Call;
        double put = call - terms.Spot + terms.DiscountedStrike;
        return (call, put, terms.DiscountedStrike * -Precise.ExpMinusOne(-hazard * terms.Years));
    }
}
