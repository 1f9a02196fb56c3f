using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests;

/// <summary>Instances drawn from a seed; a failing case names its seed, and the same seed draws it again.</summary>
internal sealed class Drawn(int seed)
{
    private const int DrawsMax = 100_000_000;

    private readonly Random _chance = new(seed);
    private int _draws;

    public int Seed => seed;

    /// <summary>Runs a check on many seeds and says which failed.</summary>
    public static void ForSeeds(int count, Action<Drawn> check)
    {
        for (int seed = 1; seed <= count; seed++)
        {
            try
            {
                check(new Drawn(seed));
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed}: {fault.Message}", fault);
            }
        }
    }

    public int Whole(int min, int max) => _chance.Next(min, max + 1);

    public double Number(double min, double max) => min + (_chance.NextDouble() * (max - min));

    /// <summary>Spread evenly over the orders of magnitude.</summary>
    public double Magnitude(double min, double max) => Math.Exp(Number(Math.Log(min), Math.Log(max)));

    public bool Chance(double probability) => _chance.NextDouble() < probability;

    public Rational Fraction(int max) => new(Whole(0, max), Whole(1, 12));

    public T[] Many<T>(int count, Func<T> draw)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, DrawsMax - _draws);
        _draws += count;
        return [.. Enumerable.Range(0, count).Select(_ => draw())];
    }
}
