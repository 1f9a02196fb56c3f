namespace Cordon.Economics.Numbers;

/// <summary>Elementary functions that keep their digits where the obvious form loses them.</summary>
internal static class Precise
{
    /// <summary>e^y - 1, also for tiny y.</summary>
    public static double ExpMinusOne(double y) =>
        Math.Abs(y) > 0.5 ? Math.Exp(y) - 1 : 2 * Math.Sinh(y / 2) * Math.Exp(y / 2);
}
