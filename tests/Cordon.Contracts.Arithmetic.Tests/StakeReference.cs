using System.Numerics;

namespace Cordon.Contracts.Arithmetic.Tests;

/// <summary>The rules of spec/stake.md, independent of the contract.</summary>
internal static class StakeReference
{
    public static readonly BigInteger Wad = BigInteger.Pow(10, 18);

    /// <summary>What a slash of <paramref name="wad"/> leaves of a magnitude, rounded down.</summary>
    public static BigInteger MagnitudeAfter(BigInteger magnitude, BigInteger wad) => magnitude * (Wad - wad) / Wad;

    /// <summary>What is left of an amount, rounded down.</summary>
    public static BigInteger Kept(BigInteger amount, BigInteger before, BigInteger after) => amount * after / before;

    /// <summary>The magnitude once a slash is taken back; it never exceeds the whole.</summary>
    public static BigInteger MagnitudeRestored(BigInteger magnitude, BigInteger before, BigInteger after) =>
        after.IsZero ? before : BigInteger.Min(Wad, magnitude * before / after);

    /// <summary>Shares for assets, with 1000 virtual shares and 1 virtual asset, rounded down.</summary>
    public static BigInteger ToShares(BigInteger amount, BigInteger assets, BigInteger shares) =>
        amount * (shares + 1000) / (assets + 1);

    /// <summary>Assets for shares, likewise.</summary>
    public static BigInteger ToAssets(BigInteger amount, BigInteger assets, BigInteger shares) =>
        amount * (assets + 1) / (shares + 1000);
}
