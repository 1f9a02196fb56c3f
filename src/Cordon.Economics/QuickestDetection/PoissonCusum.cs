using Cordon.Economics.Numbers;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Cordon.Economics.QuickestDetection;

/// <summary>A cumulative sum of alert counts per block or window: whole states, so an exact Markov chain.</summary>
/// <param name="Allowance">k, at least 0.</param>
/// <param name="Threshold">h, 1 to 2,000.</param>
/// <param name="AlarmsAtThreshold">Whether S = h raises the alarm, or only more.</param>
public sealed record PoissonCusum(int Allowance, int Threshold, bool AlarmsAtThreshold = true)
{
    private const int StatesMax = 2_000;

    /// <summary>Mean number of windows until the alarm, from S = 0.</summary>
    /// <param name="rate">Mean alerts per window, above 0.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public double RunLength(double rate)
    {
        Require.Range(Allowance, 0, int.MaxValue, "k");
        Require.Range(Threshold, 1, StatesMax, "h");
        Require.Positive(rate);
        int states = AlarmsAtThreshold ? Threshold : Threshold + 1;
        Matrix<double> system = Matrix<double>.Build.Dense(states, states, (from, to) =>
            (from == to ? 1 : 0) - Move(rate, from, to));
        return system.Solve(Vector<double>.Build.Dense(states, 1))[0];
    }

    private double Move(double rate, int from, int to)
    {
        int count = to - from + Allowance;
        if (to > 0) return count < 0 ? 0 : Poisson.PMF(rate, count);
        return count < 0 ? 0 : Enumerable.Range(0, count + 1).Sum(n => Poisson.PMF(rate, n));
    }
}
