using Cordon.Economics.Numbers;
using MathNet.Numerics;

namespace Cordon.Economics.Coordination;

/// <summary>A run on a protocol: each holder leaves when its private view of the protocol's resilience is bad, and the
/// protocol falls when enough leave (Morris and Shin).</summary>
/// <param name="FallsBelow">theta*: the protocol falls exactly when its resilience, 0 to 1, is below it.</param>
/// <param name="LeavesBelow">x*: a holder leaves when its private signal is below it.</param>
/// <param name="IsUnique">Whether private views are precise enough against public news for one equilibrium only.
/// </param>
public sealed record GlobalGame(double FallsBelow, double LeavesBelow, bool IsUnique)
{
    private const int Steps = 4_096;

    /// <summary>The limit of very precise private signals: theta* = 1 - cost / benefit.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static double Limit(double benefitIfSuccess, double costOfAttacking)
    {
        Require.Positive(benefitIfSuccess);
        Require.Amount(costOfAttacking);
        return Math.Max(0, 1 - costOfAttacking / benefitIfSuccess);
    }

    /// <summary>Gaussian public and private signals.</summary>
    /// <param name="publicPrecision">1 / variance of the public signal, at least 0.</param>
    /// <param name="privatePrecision">1 / variance of a private signal, above 0.</param>
    /// <param name="publicMean">What public news says the resilience is.</param>
    /// <param name="relativeCost">Cost of leaving over its benefit, between 0 and 1.</param>
    /// <returns>The equilibrium; where there are several, the one with the greatest theta*: the most fragile.</returns>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static GlobalGame Solve(
        double publicPrecision, double privatePrecision, double publicMean, double relativeCost)
    {
        IReadOnlyList<double> thetas = Equilibria(publicPrecision, privatePrecision, publicMean, relativeCost);
        double theta = thetas[^1];
        bool isUnique = publicPrecision / Math.Sqrt(privatePrecision) <= Math.Sqrt(2 * Math.PI);
        return new GlobalGame(theta, SignalAt(theta, privatePrecision), isUnique);
    }

    /// <summary>Every theta* at which both equilibrium conditions hold, ascending; at least one.</summary>
    /// <remarks>theta = Phi(sqrt(b) (x - theta)) and Phi(sqrt(a+b) (theta - (b x + a z)/(a+b))) = c.</remarks>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static IReadOnlyList<double> Equilibria(
        double publicPrecision, double privatePrecision, double publicMean, double relativeCost)
    {
        Require.Amount(publicPrecision);
        Require.Positive(privatePrecision);
        Require.Finite(publicMean);
        Require.OpenFraction(relativeCost);

        double Excess(double theta)
        {
            double precision = publicPrecision + privatePrecision;
            double mean = (privatePrecision * SignalAt(theta, privatePrecision) + publicPrecision * publicMean)
                / precision;
            return NormalCdf(Math.Sqrt(precision) * (theta - mean)) - relativeCost;
        }

        // Excess falls from 1 - c to -c over (0, 1); it may turn on the way when public news dominates.
        List<double> roots = [];
        double left = double.Epsilon;
        double leftValue = 1 - relativeCost;
        for (int i = 1; i <= Steps; i++)
        {
            double right = i == Steps ? 1 - 1e-16 : (double)i / Steps;
            double value = i == Steps ? -relativeCost : Excess(right);
            if (leftValue * value <= 0 && leftValue != 0) roots.Add(Bisect(Excess, left, right, leftValue > 0));
            (left, leftValue) = (right, value);
        }

        return roots;
    }

    private static double Bisect(Func<double, double> excess, double low, double high, bool falls)
    {
        for (int i = 0; i < 200 && high - low > 1e-16; i++)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) break;
            if (excess(middle) > 0 == falls) low = middle;
            else high = middle;
        }

        return low + (high - low) / 2;
    }

    private static double SignalAt(double theta, double privatePrecision) =>
        theta - Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * theta) / Math.Sqrt(privatePrecision);

    private static double NormalCdf(double x) => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));
}
