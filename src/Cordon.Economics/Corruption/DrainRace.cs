using Cordon.Economics.Numbers;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace Cordon.Economics.Corruption;

/// <summary>An attacker drains a protocol until guardians notice and stop it: what is faster detection worth?</summary>
/// <remarks>
/// The loss is min(V, rho*(T1+T2)) with T1, T2 exponential: E = rho * integral of P(T1+T2 &gt; t) for t from 0 to
/// V/rho.
/// With F(x) = (1-e^{-xh})/x that is rho*(F(a) + a*(F(a)-F(b))/(b-a)), which stays exact where the rates a and b meet
/// (Erlang). Times in any one unit, the rate per that unit. O(1).
/// </remarks>
public sealed record DrainRace
{
    private const double CloseRates = 1e-2;
    private const double SmallExponent = 1e-2;

    /// <summary>What can be taken at most.</summary>
    public required double VulnerableValue { get; init; }

    /// <summary>What is taken per unit of time; infinite when one transaction takes everything.</summary>
    public required double DrainRate { get; init; }

    /// <summary>Mean time until the attack is noticed; 0 is at once, infinity never.</summary>
    public required double MeanTimeToDetect { get; init; }

    /// <summary>Mean time from notice to stop.</summary>
    public required double MeanTimeToRespond { get; init; }

    /// <summary>The loss to expect from one attack.</summary>
    /// <exception cref="InvalidInputException">A quantity is negative or no number.</exception>
    public double ExpectedLoss()
    {
        Require.Amount(VulnerableValue);
        Require.AmountOrInfinity(DrainRate);
        Require.AmountOrInfinity(MeanTimeToDetect);
        Require.AmountOrInfinity(MeanTimeToRespond);

        double slow = Math.Max(MeanTimeToDetect, MeanTimeToRespond);
        double quick = Math.Min(MeanTimeToDetect, MeanTimeToRespond);
        if (slow == 0 || DrainRate == 0 || VulnerableValue == 0) return 0;
        double horizon = VulnerableValue / DrainRate;
        if (double.IsInfinity(slow) || horizon == 0) return VulnerableValue;

        // F(a) is the expected length of the slower stage alone, cut off at the horizon.
        double a = 1 / slow;
        double length = Truncated(a, horizon);
        if (quick > 0) length += a * DividedDifference(a, 1 / quick, horizon);
        return Math.Min(VulnerableValue, DrainRate * length);
    }

    /// <summary>The loss that remains when detection takes no time.</summary>
    public double LossIfDetectedAtOnce() => (this with { MeanTimeToDetect = 0 }).ExpectedLoss();

    /// <summary>What detecting in half the time saves, per attack.</summary>
    public double ValueOfHalvingDetection() =>
        ExpectedLoss() - (this with { MeanTimeToDetect = MeanTimeToDetect / 2 }).ExpectedLoss();

    /// <summary>What detecting sooner by a time saves, per attack; at most what instant detection saves.</summary>
    public double ValueOfDetectingSooner(double time)
    {
        Require.Amount(time);
        return ExpectedLoss()
            - (this with { MeanTimeToDetect = Math.Max(0, MeanTimeToDetect - time) }).ExpectedLoss();
    }

    /// <summary>The withdrawal limit (per unit of time) that keeps the expected loss at or below a bound.</summary>
    /// <returns>Infinity when even an unlimited drain stays within it.</returns>
    public double RateLimitFor(double lossMax)
    {
        Require.Amount(lossMax);
        if (lossMax >= VulnerableValue) return double.PositiveInfinity;
        double time = MeanTimeToDetect + MeanTimeToRespond;
        if (time == 0) return double.PositiveInfinity;
        if (double.IsInfinity(time) || lossMax == 0) return 0;

        double LossAt(double logRate) => (this with { DrainRate = Math.Exp(logRate) }).ExpectedLoss() - lossMax;

        // Below the rate L/(MTTD+MTTR) the loss is below L; 1e9 times V/time takes all but nothing of V.
        double low = Math.Log(lossMax / time) - 1;
        double high = Math.Log(VulnerableValue / time) + 1;
        while (LossAt(high) < 0 && high < 600) high += 5;
        return LossAt(high) < 0 ? double.PositiveInfinity : Math.Exp(Brent.FindRoot(LossAt, low, high, 1e-12, 500));
    }

    // (1 - e^{-xh}) / x
    private static double Truncated(double x, double h) => -Precise.ExpMinusOne(-x * h) / x;

    // (F(a) - F(b)) / (b - a), for a <= b
    private static double DividedDifference(double a, double b, double h)
    {
        double gap = b - a;
        if (double.IsInfinity(b)) return 0;
        if (gap > CloseRates * b) return (Truncated(a, h) - Truncated(b, h)) / gap;

        // Too close to subtract: the mean of -F' over [a, b], which eight nodes give to the last digit.
        return -GaussLegendreRule.Integrate(t => Slope(a + (t * gap), h), 0, 1, 8);
    }

    // F'(x) = (xh e^{-xh} - (1 - e^{-xh})) / x^2
    private static double Slope(double x, double h)
    {
        double y = x * h;
        if (y < SmallExponent)
            return h * h * (-0.5 + (y * ((1.0 / 3) - (y * (0.125 - (y * ((1.0 / 30) - (y / 144))))))));
        return ((y * Math.Exp(-y)) + Precise.ExpMinusOne(-y)) / (x * x);
    }
}
