using Cordon.Economics.Numbers;

namespace Cordon.Economics.Pricing;

/// <summary>The yearly price of a cover paid in arrears, when exploits happen in the middle of a year.</summary>
/// <remarks>As a credit default swap is valued in Hull, Options, Futures and Other Derivatives.</remarks>
/// <param name="Payments">Present value of a spread of 1 paid each year survived.</param>
/// <param name="Accrual">Present value of the half year paid when it happens.</param>
/// <param name="Payoff">Present value of what the cover pays.</param>
public sealed record CoverSpread(double Payments, double Accrual, double Payoff)
{
    public double FairSpread => Payments + Accrual > 0 ? Payoff / (Payments + Accrual) : double.PositiveInfinity;

    /// <param name="annualProbability">Of an exploit in a year, given none before; from 0 to 1.</param>
    /// <param name="recovery">From 0 to 1.</param>
    /// <param name="rate">Riskless, a year.</param>
    /// <param name="years">Whole years, at least 1.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static CoverSpread Of(double annualProbability, double recovery, double rate, int years)
    {
        Require.Fraction(annualProbability, "annualConditionalDefaultProb");
        Require.Fraction(recovery);
        Require.Finite(rate, "r");
        Require.Range(years, 1, 10_000);

        double payments = 0;
        double accrual = 0;
        double payoff = 0;
        double survival = 1;
        for (int year = 1; year <= years; year++)
        {
            double failed = survival * annualProbability;
            survival -= failed;
            double discountMid = Math.Exp(-rate * (year - 0.5));
            payments += survival * Math.Exp(-rate * year);
            accrual += failed * 0.5 * discountMid;
            payoff += failed * (1 - recovery) * discountMid;
        }

        return new CoverSpread(payments, accrual, payoff);
    }
}
