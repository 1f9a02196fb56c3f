using Cordon.Economics.Numbers;

namespace Cordon.Economics.Markets;

/// <summary>What moving the market's belief costs, and what it earns whoever is right.</summary>
/// <param name="Shares">To buy of the outcome; negative to sell.</param>
/// <param name="Cost">b ln((1-p0)/(1-p1)).</param>
/// <param name="ProfitIfRight">Expected, when p1 is the true probability: b KL(p1, p0).</param>
public sealed record PriceMove(double Shares, double Cost, double ProfitIfRight)
{
    /// <param name="from">Price before (p0), between 0 and 1.</param>
    /// <param name="to">Price after (p1), between 0 and 1.</param>
    /// <param name="liquidity">b.</param>
    /// <exception cref="InvalidInputException">A price outside (0, 1), or a liquidity not above 0.</exception>
    public static PriceMove Of(double from, double to, double liquidity)
    {
        Require.OpenFraction(from, "p0");
        Require.OpenFraction(to, "p1");
        Require.Positive(liquidity, "b");
        double up = Math.Log(to / from);
        double down = Math.Log((1 - from) / (1 - to));
        return new PriceMove(
            liquidity * (up + down), liquidity * down, liquidity * ((to * up) - ((1 - to) * down)));
    }
}
