using System.Numerics;

namespace Cordon.Contracts.Arithmetic.Tests;

/// <summary>The rule of spec/limiter.md, independent of the contract: exact fractions, and time found by
/// search.</summary>
internal static class FlowReference
{
    /// <summary>Level and remainder after <paramref name="elapsed"/> seconds.</summary>
    public static (BigInteger Level, BigInteger Remainder) Refilled(
        BigInteger level, BigInteger remainder, BigInteger limit, BigInteger elapsed, BigInteger window)
    {
        // In units of 1/window nothing is ever rounded; the level is what is whole of it.
        BigInteger exact = (level * window) + remainder + (limit * elapsed);
        if (exact >= limit * window) return (limit, 0);
        BigInteger whole = BigInteger.DivRem(exact, window, out BigInteger rest);
        return rest.Sign < 0 ? (whole - 1, rest + window) : (whole, rest);
    }

    /// <summary>The level after an inflow.</summary>
    public static BigInteger Restored(BigInteger level, BigInteger limit, BigInteger amount) =>
        BigInteger.Min(limit, level + amount);

    /// <summary>The first second at which the level is at least <paramref name="target"/>, found by
    /// bisection.</summary>
    public static BigInteger SecondsUntil(
        BigInteger level, BigInteger remainder, BigInteger limit, BigInteger window, BigInteger target)
    {
        bool Holds(BigInteger time) => Refilled(level, remainder, limit, time, window).Level >= target;

        BigInteger high = 1;
        while (!Holds(high)) high *= 2;
        BigInteger low = -1;
        while (high - low > 1)
        {
            BigInteger middle = (low + high) >> 1;
            if (Holds(middle)) high = middle;
            else low = middle;
        }

        return high;
    }
}
