namespace Cordon.Economics.Numbers;

/// <summary>Elementary functions that keep their digits where the obvious form loses them.</summary>
internal static class Precise
{
    /// <summary>e^y - 1, also for tiny y.</summary>
    public static double ExpMinusOne(double y) =>
        Math.Abs(y) > 0.5 ? Math.Exp(y) - 1 : 2 * Math.Sinh(y / 2) * Math.Exp(y / 2);

    /// <summary>ln(1 + x), also for tiny x.</summary>
    /// <remarks>Kahan's form: the rounding of the sum is taken out again. The numerics library's own is off by 1e-8
    /// relative for some arguments.</remarks>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        if (sum == 1) return x;
        return double.IsInfinity(sum) || sum <= 0 ? Math.Log(sum) : Math.Log(sum) * (x / (sum - 1));
    }
}
