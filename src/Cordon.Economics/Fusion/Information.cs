using Cordon.Economics.Numbers;

namespace Cordon.Economics.Fusion;

/// <summary>Entropies and divergences of events with two outcomes, and of distributions.</summary>
public static class Information
{
    private const double GoldenShare = 0.6180339887498949;

    /// <summary>Entropy of an event of probability p, in bits.</summary>
    public static double EntropyBits(double p)
    {
        Require.Fraction(p);
        return -(Term(p, p) + Term(1 - p, 1 - p)) / Math.Log(2);
    }

    /// <summary>Entropy of a distribution, in bits.</summary>
    /// <exception cref="InvalidInputException">The probabilities are negative or do not sum to 1.</exception>
    public static double EntropyBits(IReadOnlyList<double> distribution)
    {
        foreach (double p in distribution) Require.Fraction(p, nameof(distribution));
        Require.That(Math.Abs(distribution.Sum() - 1) < 1e-9, nameof(distribution), distribution.Sum(), "a sum of 1");
        return -distribution.Sum(p => Term(p, p)) / Math.Log(2);
    }

    /// <summary>Kullback-Leibler divergence of events of probability p and q, in nats; infinite where q excludes what p
    /// allows.</summary>
    public static double Divergence(double p, double q)
    {
        Require.Fraction(p);
        Require.Fraction(q);
        return Part(p, q) + Part(1 - p, 1 - q);
    }

    /// <summary>The same for distributions over the same outcomes.</summary>
    public static double Divergence(IReadOnlyList<double> p, IReadOnlyList<double> q)
    {
        Require.SameCount(q.Count, p.Count);
        return p.Zip(q, Part).Sum();
    }

    /// <summary>Chernoff information of events of probability p and q, in nats: -min over s of ln sum p^s q^(1-s).
    /// </summary>
    public static double Chernoff(double p, double q)
    {
        Require.Fraction(p);
        Require.Fraction(q);
        double LogSum(double s) => Math.Log(Power(p, s) * Power(q, 1 - s) + Power(1 - p, s) * Power(1 - q, 1 - s));

        // The sum is convex in s: golden section.
        double low = 0;
        double high = 1;
        for (int i = 0; i < 100; i++)
        {
            double left = high - GoldenShare * (high - low);
            double right = low + GoldenShare * (high - low);
            if (LogSum(left) < LogSum(right)) high = right;
            else low = left;
        }

        double least = LogSum((low + high) / 2);
        return least == 0 ? 0 : -least;
    }

    private static double Power(double p, double s) => p <= 0 ? 0 : Math.Exp(s * Math.Log(p));

    private static double Term(double weight, double p) => weight > 0 ? weight * Math.Log(p) : 0;

    private static double Part(double p, double q) =>
        p <= 0 ? 0 : q <= 0 ? double.PositiveInfinity : p * Math.Log(p / q);
}
