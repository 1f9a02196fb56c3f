using Cordon.Economics.Numbers;

namespace Cordon.Economics.QuickestDetection;

/// <summary>Page's cumulative sum: S = max(0, S + x - k), alarm when S exceeds h.</summary>
/// <param name="Allowance">k, what an observation may exceed 0 by without suspicion.</param>
/// <param name="Threshold">h, above 0.</param>
public sealed record Cusum(double Allowance, double Threshold)
{
    /// <summary>The statistic after one more observation; a state machine for streams.</summary>
    public double Next(double statistic, double observation) => Math.Max(0, statistic + observation - Allowance);

    /// <summary>Follows observations; the statistic goes on after the alarm.</summary>
    public CusumPath Follow(IReadOnlyList<double> observations)
    {
        double[] path = new double[observations.Count];
        double statistic = 0;
        int? alarm = null;
        int lastZero = 0;
        int? change = null;
        for (int i = 0; i < path.Length; i++)
        {
            path[i] = statistic = Next(statistic, Require.Number(observations[i], $"observations[{i}]"));
            if (statistic == 0) lastZero = i + 1;
            if (alarm is null && statistic > Threshold) (alarm, change) = (i + 1, lastZero + 1);
        }

        return new CusumPath(path, alarm, change);
    }

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public Cusum Checked()
    {
        Require.Finite(Allowance, "k");
        Require.Positive(Threshold, "h");
        return this;
    }
}
