using Cordon.Economics.Numbers;

namespace Cordon.Economics.Pricing;

/// <summary>What an option is written on.</summary>
/// <param name="Spot">Price now (S), above 0.</param>
/// <param name="Strike">Price agreed (K), above 0.</param>
/// <param name="Rate">Riskless rate a year, continuously compounded.</param>
/// <param name="Volatility">A year, at least 0.</param>
/// <param name="Years">Until it ends, at least 0.</param>
public sealed record OptionTerms(double Spot, double Strike, double Rate, double Volatility, double Years)
{
    /// <summary>The strike's value today.</summary>
    public double DiscountedStrike => Strike * Math.Exp(-Rate * Years);

    internal OptionTerms Checked()
    {
        Require.Positive(Spot, "S");
        Require.Positive(Strike, "K");
        Require.Finite(Rate, "r");
        Require.Amount(Volatility, "sigma");
        Require.Amount(Years, "T");
        return this;
    }
}
