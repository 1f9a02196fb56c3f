using Cordon.Economics.Numbers;
using MathNet.Numerics.RootFinding;

namespace Cordon.Economics.Pricing;

/// <summary>A protocol as a firm: what it holds moves, what it owes does not; equity is the option on the
/// rest.</summary>
/// <remarks>Merton 1974: equity is a call on the assets, default a put that the depositors have written.</remarks>
/// <param name="AssetValue">Treasury and collateral (V).</param>
/// <param name="AssetVolatility">A year.</param>
/// <param name="DebtFace">Owed at the end (D).</param>
/// <param name="Equity">Value of what remains for the owners.</param>
/// <param name="PutOnAssets">Fair price of a cover of the depositors' loss.</param>
/// <param name="DebtValue">What the debt is worth today.</param>
/// <param name="DefaultProbability">Risk-neutral, at the end.</param>
/// <param name="DistanceToDefault">In standard deviations (d2).</param>
/// <param name="CreditSpread">Yield over the riskless rate; 0 when no time is left.</param>
/// <param name="ExpectedLossFraction">Put over the debt's riskless value.</param>
public sealed record MertonFirm(
    double AssetValue,
    double AssetVolatility,
    double DebtFace,
    double Equity,
    double PutOnAssets,
    double DebtValue,
    double DefaultProbability,
    double DistanceToDefault,
    double CreditSpread,
    double ExpectedLossFraction)
{
    private const double Accuracy = 1e-14;

    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static MertonFirm Of(double assetValue, double debtFace, double rate, double assetVolatility, double years)
    {
        Require.Positive(assetValue);
        Require.Positive(debtFace);
        Require.Positive(years, "T");
        OptionTerms terms = new(assetValue, debtFace, rate, Require.Amount(assetVolatility), years);
        OptionQuote quote = BlackScholes.Price(terms);
        double riskless = terms.DiscountedStrike;
        double distance = assetVolatility > 0
            ? BlackScholes.D1(terms) - (assetVolatility * Math.Sqrt(years))
            : assetValue >= riskless ? double.PositiveInfinity : double.NegativeInfinity;
        double debt = riskless - quote.Put;
        return new MertonFirm(
            assetValue, assetVolatility, debtFace, quote.Call, quote.Put, debt,
            BlackScholes.Cdf(-distance), distance, -Math.Log(debt / debtFace) / years - rate, quote.Put / riskless);
    }

    /// <summary>Finds the assets that explain the value and the volatility of the equity.</summary>
    /// <param name="equity">Market value, above 0.</param>
    /// <param name="equityVolatility">A year, above 0.</param>
    /// <param name="debtFace">Owed at the end, above 0.</param>
    /// <param name="rate">Riskless, a year.</param>
    /// <param name="years">Until the debt is due.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range, or nothing explains them.</exception>
    public static MertonFirm Calibrate(
        double equity, double equityVolatility, double debtFace, double rate, double years)
    {
        Require.Positive(equity);
        Require.Positive(equityVolatility, "equityVol");
        Require.Positive(debtFace, "debt");
        Require.Finite(rate, "r");
        Require.Positive(years, "T");

        // For each volatility one asset value explains the equity; the volatility follows from sE*E = N(d1)*sV*V.
        double Excess(double volatility)
        {
            double assets = AssetsFor(equity, debtFace, rate, volatility, years);
            double d1 = BlackScholes.D1(new OptionTerms(assets, debtFace, rate, volatility, years));
            return (BlackScholes.Cdf(d1) * volatility * assets) - (equityVolatility * equity);
        }

        if (!Brent.TryFindRoot(Excess, 1e-9, equityVolatility * 1.0000001, Accuracy, 500, out double found))
            throw Require.Fault("equityVol", equityVolatility, "a volatility that some asset value explains");
        return Of(AssetsFor(equity, debtFace, rate, found, years), debtFace, rate, found, years);
    }

    private static double AssetsFor(double equity, double debtFace, double rate, double volatility, double years)
    {
        // The call is worth at least V - K e^{-rT} and at most V.
        double high = equity + (debtFace * Math.Exp(-rate * years));
        double Excess(double assets) =>
            BlackScholes.Price(new OptionTerms(assets, debtFace, rate, volatility, years)).Call - equity;
        return Brent.FindRootExpand(Excess, equity, high, Accuracy * high, 1000);
    }
}
