using Cordon.Economics.Numbers;
using MathNet.Numerics.RootFinding;

namespace Cordon.Economics.Bounties;

/// <summary>The bounty that costs least in all, when finders differ in what makes them tell.</summary>
/// <remarks>Pay B when it is disclosed, lose L when it is not; the finder tells when B exceeds its reservation value.
/// </remarks>
/// <param name="Bounty">To offer.</param>
/// <param name="ExpectedCost">Bounties paid and losses suffered, per vulnerability found.</param>
/// <param name="DisclosureProbability">That the finder tells.</param>
public sealed record OptimalBounty(double Bounty, double ExpectedCost, double DisclosureProbability)
{
    /// <summary>Reservation values exponential with a mean mu: B = mu*x with x + e^x = 1 + L/mu.</summary>
    /// <exception cref="InvalidInputException">A negative loss, or a mean not above 0.</exception>
    public static OptimalBounty Exponential(double lossIfExploited, double meanReservation)
    {
        Require.Amount(lossIfExploited);
        Require.Positive(meanReservation);
        double scaled = lossIfExploited / meanReservation;
        if (!double.IsFinite(scaled)) throw Require.Fault(nameof(meanReservation), meanReservation, "not so small");

        // x + e^x grows, and x = ln(1 + K) is above the root: ln(1+K) + 1 + K >= 1 + K.
        double x = scaled == 0
            ? 0
            : Brent.FindRoot(y => y + Precise.ExpMinusOne(y) - scaled, 0, Math.Log(1 + scaled) + 1e-9, 1e-15, 500);
        double told = -Precise.ExpMinusOne(-x);
        double bounty = meanReservation * x;
        return new OptimalBounty(bounty, (bounty * told) + (lossIfExploited * Math.Exp(-x)), told);
    }

    /// <summary>Reservation values uniform from 0 to U: B = min(U, L/2).</summary>
    /// <exception cref="InvalidInputException">A negative loss, or a maximum not above 0.</exception>
    public static OptimalBounty Uniform(double lossIfExploited, double maxReservation)
    {
        Require.Amount(lossIfExploited);
        Require.Positive(maxReservation);
        double bounty = Math.Min(maxReservation, lossIfExploited / 2);
        double told = bounty / maxReservation;
        return new OptimalBounty(bounty, (bounty * told) + (lossIfExploited * (1 - told)), told);
    }
}
