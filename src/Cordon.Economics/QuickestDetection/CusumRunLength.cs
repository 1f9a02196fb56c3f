using Cordon.Economics.Numbers;
using MathNet.Numerics;
using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.RootFinding;

namespace Cordon.Economics.QuickestDetection;

/// <summary>How long a cumulative sum of normal observations (deviation 1) runs until it raises the alarm, on average:
/// between false alarms without a shift, the delay with one.</summary>
/// <remarks>Solves L(z) = 1 + L(0) Phi(k - z - shift) + integral over (0, h) of L(y) phi(y + k - z - shift) by
/// Nystroem's method at Gauss-Legendre nodes, with the atom at 0 as a node of its own. Costs nodes cubed.</remarks>
public static class CusumRunLength
{
    private const int NodesMin = 60;
    private const double NodesPerUnit = 10;
    private const double ThresholdMax = 40; // 10^17 observations between false alarms and more
    private const double SiegmundOvershoot = 1.166;

    /// <summary>The mean run length of a one-sided sum.</summary>
    /// <param name="cusum">Allowance and threshold.</param>
    /// <param name="shift">The mean of the observations.</param>
    /// <param name="headstart">Where the sum starts, 0 to the threshold.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static double OneSided(Cusum cusum, double shift, double headstart = 0)
    {
        (double fromZero, double fromStart) = Solve(cusum, shift, headstart);
        return headstart == 0 ? fromZero : fromStart;
    }

    /// <summary>The mean run length of two sums, one for either direction: 1 / (1/a + 1/b) from 0, and Lucas and
    /// Crosier's combination with a headstart.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static double TwoSided(Cusum cusum, double shift, double headstart = 0)
    {
        (double up, double upStart) = Solve(cusum, shift, headstart);
        (double down, double downStart) = Solve(cusum, -shift, headstart);
        if (headstart == 0) return 1 / (1 / up + 1 / down);
        // Divided through by the larger run length, which may be beyond the square root of the range.
        return (upStart * (down / (up + down))) + (downStart - down) * (up / (up + down));
    }

    /// <summary>Siegmund's closed form for the one-sided sum from 0.</summary>
    public static double Siegmund(Cusum cusum, double shift)
    {
        cusum.Checked();
        double drift = Require.Finite(shift) - cusum.Allowance;
        double width = cusum.Threshold + SiegmundOvershoot;
        double x = -2 * drift * width;
        if (Math.Abs(x) < 1e-5) return width * width * (1 + x / 3); // the closed form cancels here
        return (Precise.ExpMinusOne(x) - x) / (2 * drift * drift);
    }

    /// <summary>The threshold of a one-sided sum that has a wanted mean time between false alarms.</summary>
    /// <param name="allowance">k, above 0.</param>
    /// <param name="runLength">Observations between false alarms, above 1.</param>
    /// <exception cref="InvalidInputException">A field is out of range, or no threshold up to 40 is enough.</exception>
    public static double ThresholdFor(double allowance, double runLength)
    {
        Require.Positive(allowance, "k");
        Require.That(runLength > 1 && double.IsFinite(runLength), "target_in_control_arl", runLength, "above 1");
        double Excess(double h) => Math.Log(OneSided(new Cusum(allowance, h), 0)) - Math.Log(runLength);

        double low = 1e-9;
        if (Excess(low) > 0) return 0; // even the first positive sum is rarer
        double high = 1;
        while (Excess(high) < 0)
        {
            high *= 1.5;
            Require.That(high <= ThresholdMax, "target_in_control_arl", runLength, "reachable with a threshold of 40");
        }

        return Brent.FindRoot(Excess, low, high, 1e-11, 200);
    }

    private static (double FromZero, double FromStart) Solve(Cusum cusum, double shift, double headstart)
    {
        cusum.Checked();
        Require.Finite(shift);
        (double k, double h) = (cusum.Allowance, cusum.Threshold);
        Require.That(h <= ThresholdMax, "h", h, $"at most {ThresholdMax}");
        Require.That(headstart >= 0 && headstart <= h, "headstart", headstart, $"from 0 to {h}");

        int nodes = (int)Math.Max(NodesMin, Math.Ceiling(NodesPerUnit * h));
        GaussLegendreRule rule = new(0, h, nodes);
        double[] at = [0, .. rule.Abscissas];
        double Kernel(double from, int to) => to == 0
            ? NormalCdf(k - from - shift)
            : rule.Weights[to - 1] * NormalDensity(at[to] + k - from - shift);
        Matrix<double> system = Matrix<double>.Build.Dense(nodes + 1, nodes + 1,
            (i, j) => (i == j ? 1 : 0) - Kernel(at[i], j));
        Vector<double> lengths = system.Solve(Vector<double>.Build.Dense(nodes + 1, 1));
        double fromStart = 1;
        for (int j = 0; j <= nodes; j++) fromStart += Kernel(headstart, j) * lengths[j];
        return (lengths[0], fromStart);
    }

    private static double NormalCdf(double x) => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));

    private static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
