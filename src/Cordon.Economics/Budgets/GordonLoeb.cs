using Cordon.Economics.Numbers;

namespace Cordon.Economics.Budgets;

/// <summary>How much to spend on protecting one thing: never more than 1/e of the loss to expect.</summary>
/// <remarks>Gordon and Loeb 2002. Class I: S = v/(az+1)^b. Class II: S = v^(az+1). O(1).</remarks>
/// <param name="Investment">What to spend; 0 when spending does not pay.</param>
/// <param name="BreachProbability">That remains after spending it.</param>
/// <param name="NetBenefit">Loss avoided less what was spent.</param>
/// <param name="Cap">v*L/e: no sensible spending is above.</param>
/// <param name="ShareOfExpectedLoss">The investment as a share of v*L.</param>
public sealed record GordonLoeb(
    double Investment, double BreachProbability, double NetBenefit, double Cap, double ShareOfExpectedLoss)
{
    /// <summary>Each unit spent helps a little less; the probability falls as a power.</summary>
    /// <param name="vulnerability">Probability of a breach without spending.</param>
    /// <param name="loss">Of a breach.</param>
    /// <param name="alpha">Productivity of a unit of money, above 0.</param>
    /// <param name="beta">Steepness, at least 1 in the original model; any above 0 here.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static GordonLoeb ClassOne(double vulnerability, double loss, double alpha, double beta)
    {
        Check(vulnerability, loss, alpha);
        Require.Positive(beta);
        double best = (Math.Pow(vulnerability * beta * alpha * loss, 1 / (beta + 1)) - 1) / alpha;
        double z = Math.Max(0, best);
        return Of(vulnerability, loss, z, vulnerability / Math.Pow((alpha * z) + 1, beta));
    }

    /// <summary>The probability falls exponentially; what is almost surely broken is best left alone.</summary>
    /// <inheritdoc cref="ClassOne"/>
    public static GordonLoeb ClassTwo(double vulnerability, double loss, double alpha)
    {
        Check(vulnerability, loss, alpha);
        double slope = -Math.Log(vulnerability); // v = 0 gives infinity, v = 1 zero: in neither case does spending help
        double gain = vulnerability * alpha * loss * slope;
        double z = slope > 0 && double.IsFinite(slope) && gain > 1 ? Math.Log(gain) / (alpha * slope) : 0;
        return Of(vulnerability, loss, z, Math.Pow(vulnerability, (alpha * z) + 1));
    }

    /// <summary>The most that protecting something can be worth: 1/e of its expected loss.</summary>
    public static double CapOf(double expectedLoss) => Require.Amount(expectedLoss) / Math.E;

    private static GordonLoeb Of(double vulnerability, double loss, double spent, double remaining)
    {
        double expected = vulnerability * loss;
        return new GordonLoeb(spent, remaining, ((vulnerability - remaining) * loss) - spent, CapOf(expected),
            expected > 0 ? spent / expected : 0);
    }

    private static void Check(double vulnerability, double loss, double alpha)
    {
        Require.Fraction(vulnerability);
        Require.Amount(loss);
        Require.Positive(alpha);
    }
}
