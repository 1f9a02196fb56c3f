using System.Numerics;
using System.Runtime.CompilerServices;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation;

/// <summary>Fast random numbers that replay bit by bit from a seed (Blackman and Vigna, xoshiro256**).</summary>
/// <remarks>A value: copy it to replay, pass it by reference to advance. Not for secrets.</remarks>
public struct Xoshiro256StarStar
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>A generator whose state comes from <see cref="SplitMix64"/>.</summary>
    public Xoshiro256StarStar(ulong seed)
    {
        SplitMix64 mix = new(seed);
        (_a, _b, _c, _d) = (mix.Next(), mix.Next(), mix.Next(), mix.Next());
    }

    /// <summary>A generator in a given state.</summary>
    /// <exception cref="InvalidInputException">All four are 0: from there it never leaves.</exception>
    public Xoshiro256StarStar(ulong a, ulong b, ulong c, ulong d)
    {
        Require.That((a | b | c | d) != 0, "state", "all zero", "at least one number that is not 0");
        (_a, _b, _c, _d) = (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Uniform() => (Next() >> 11) * 1.1102230246251565e-16;

    /// <summary>True with a probability.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Exponentially distributed with a mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Uniform());

    /// <summary>Uniform in 0 to count - 1, without bias (Lemire).</summary>
    public int Below(int count)
    {
        UInt128 product = (UInt128)Next() * (ulong)count;
        if ((ulong)product < (ulong)count)
        {
            ulong rejected = (0 - (ulong)count) % (ulong)count;
            while ((ulong)product < rejected) product = (UInt128)Next() * (ulong)count;
        }

        return (int)(product >> 64);
    }

    /// <summary>Normally distributed with mean 0 and deviation 1 (Box and Muller; one of the pair).</summary>
    public double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
