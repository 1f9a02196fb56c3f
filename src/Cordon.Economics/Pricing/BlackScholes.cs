using Cordon.Economics.Numbers;
using MathNet.Numerics.Distributions;

namespace Cordon.Economics.Pricing;

/// <summary>The price of the right to buy or sell at a price agreed today.</summary>
/// <remarks>Black and Scholes 1973, without dividends. O(1).</remarks>
public static class BlackScholes
{
    /// <summary>Call, put and sensitivities; without volatility or time the discounted payoff.</summary>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static OptionQuote Price(OptionTerms terms)
    {
        terms.Checked();
        double strike = terms.DiscountedStrike;
        double deviation = terms.Volatility * Math.Sqrt(terms.Years);
        if (deviation == 0) return Certain(terms.Spot, strike);

        double d1 = D1(terms);
        double d2 = d1 - deviation;
        double density = Normal.PDF(0, 1, d1);
        return new OptionQuote(
            (terms.Spot * Cdf(d1)) - (strike * Cdf(d2)),
            (strike * Cdf(-d2)) - (terms.Spot * Cdf(-d1)),
            Cdf(d1),
            -Cdf(-d1),
            density / (terms.Spot * deviation),
            terms.Spot * density * Math.Sqrt(terms.Years));
    }

    /// <summary>The first of the two arguments of the formula; infinite when nothing is uncertain.</summary>
    internal static double D1(OptionTerms terms)
    {
        double deviation = terms.Volatility * Math.Sqrt(terms.Years);
        double drift = Math.Log(terms.Spot / terms.Strike)
            + ((terms.Rate + (terms.Volatility * terms.Volatility / 2)) * terms.Years);
        return drift / deviation;
    }

    internal static double Cdf(double x) => Normal.CDF(0, 1, x);

    private static OptionQuote Certain(double spot, double strike)
    {
        bool isCall = spot > strike;
        return new OptionQuote(
            Math.Max(0, spot - strike), Math.Max(0, strike - spot), isCall ? 1 : 0, isCall ? 0 : -1, 0, 0);
    }
}
