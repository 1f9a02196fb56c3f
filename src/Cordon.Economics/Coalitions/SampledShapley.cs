using Cordon.Economics.Numbers;
using MathNet.Numerics.Distributions;

namespace Cordon.Economics.Coalitions;

/// <summary>The Shapley value of many members, from random orders of joining, with an error bound.</summary>
/// <remarks>
/// Orders come in pairs, each with its reverse, which halves the variance of games with decreasing contributions. The
/// bound is the half width of a normal confidence interval over all members at once (Bonferroni).
/// </remarks>
/// <param name="Shares">The estimate; adds up to the total in every sample, so exactly but for rounding.</param>
/// <param name="ErrorBound">By which each share may be off, at the confidence asked for.</param>
/// <param name="Orders">Sampled.</param>
public sealed record SampledShapley(
    IReadOnlyList<double> Shares, IReadOnlyList<double> ErrorBound, int Orders)
{
    /// <param name="members">At least 1.</param>
    /// <param name="cost">Of the members marked true; of nobody 0.</param>
    /// <param name="pairs">Of orders to sample, at least 2.</param>
    /// <param name="seed">The same gives the same answer.</param>
    /// <param name="confidence">That no share is off by more than its bound.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static SampledShapley Of(
        int members, Func<bool[], double> cost, int pairs, int seed, double confidence = 0.99)
    {
        Require.Range(members, 1, 1_000_000);
        Require.Range(pairs, 2, 10_000_000);
        Require.OpenFraction(confidence);

        Random chance = new(seed);
        int[] order = [.. Enumerable.Range(0, members)];
        double[] mean = new double[members];
        double[] squares = new double[members];
        for (int pair = 1; pair <= pairs; pair++)
        {
            chance.Shuffle(order);
            double[] sample = new double[members];
            Walk(order, cost, sample);
            Array.Reverse(order);
            Walk(order, cost, sample);
            for (int i = 0; i < members; i++)
            {
                double value = sample[i] / 2;
                double delta = value - mean[i];
                mean[i] += delta / pair;
                squares[i] += delta * (value - mean[i]);
            }
        }

        double quantile = Normal.InvCDF(0, 1, 1 - ((1 - confidence) / (2.0 * members)));
        return new SampledShapley(
            mean, [.. squares.Select(s => quantile * Math.Sqrt(s / (pairs - 1.0) / pairs))], 2 * pairs);
    }

    private static void Walk(int[] order, Func<bool[], double> cost, double[] sample)
    {
        bool[] joined = new bool[order.Length];
        double before = 0;
        foreach (int member in order)
        {
            joined[member] = true;
            double now = cost(joined);
            sample[member] += now - before;
            before = now;
        }
    }
}
