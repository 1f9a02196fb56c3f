using Cordon.Economics.Numbers;

namespace Cordon.Economics.Sharing;

/// <summary>A pool of protocols that cover each other's losses, by the exact distribution of a year's loss.</summary>
public sealed record MutualPool
{
    private const int AtomsMax = 1_000_000;
    private const double Rounding = 1e-12; // 1 - 0.01 has to reach a confidence of 0.99

    public required double MeanLoss { get; init; }

    public required double DeviationOfLoss { get; init; }

    /// <summary>The capital that is enough with the given confidence: the smallest x with P(loss at most x) as high.
    /// </summary>
    public required Rational PoolCapital { get; init; }

    /// <summary>The same for each member alone, added up.</summary>
    public required Rational IsolatedCapital { get; init; }

    /// <summary>What is lost beyond the pool's capital, on average over all years.</summary>
    public required double ExpectedUnfundedLoss { get; init; }

    /// <summary>Isolated over pooled capital: above 1 the pool saves. Infinite where the pool needs none.</summary>
    public double CapitalEfficiency => PoolCapital.IsZero
        ? IsolatedCapital.IsZero ? 1 : double.PositiveInfinity
        : (IsolatedCapital / PoolCapital).ToDouble();

    /// <param name="hackProbability">By member, a year; members are hacked independently.</param>
    /// <param name="lossGivenHack">By member.</param>
    /// <param name="confidence">Above 0, at most 1.</param>
    /// <exception cref="InvalidInputException">A field is out of range, or the losses combine to more than a million
    /// different sums; round them to a common unit then.</exception>
    public static MutualPool Of(
        IReadOnlyList<double> hackProbability, IReadOnlyList<Rational> lossGivenHack, double confidence)
    {
        Require.That(hackProbability.Count > 0, "annual_hack_probability", "an empty list", "at least one member");
        Require.SameCount(lossGivenHack.Count, hackProbability.Count, "loss_given_hack");
        Require.Share(confidence);
        foreach (double p in hackProbability) Require.Fraction(p, "annual_hack_probability");
        foreach (Rational loss in lossGivenHack) Require.Amount(loss, "loss_given_hack");

        (Rational Loss, double P)[] distribution = Distribution(hackProbability, lossGivenHack);
        Rational capital = CapitalOf(distribution, confidence);
        Rational isolated = default;
        double mean = 0;
        double variance = 0;
        for (int i = 0; i < hackProbability.Count; i++)
        {
            double p = hackProbability[i];
            double loss = lossGivenHack[i].ToDouble();
            mean += p * loss;
            variance += p * (1 - p) * loss * loss;
            isolated += 1 - p >= confidence - Rounding ? default : lossGivenHack[i];
        }

        return new MutualPool
        {
            MeanLoss = mean,
            DeviationOfLoss = Math.Sqrt(variance),
            PoolCapital = capital,
            IsolatedCapital = isolated,
            ExpectedUnfundedLoss = distribution.Where(atom => atom.Loss > capital)
                .Sum(atom => atom.P * (atom.Loss - capital).ToDouble()),
        };
    }

    private static (Rational Loss, double P)[] Distribution(
        IReadOnlyList<double> hackProbability, IReadOnlyList<Rational> losses)
    {
        Dictionary<Rational, double> atoms = new() { [default] = 1 };
        for (int i = 0; i < losses.Count; i++)
        {
            Dictionary<Rational, double> next = [];
            foreach ((Rational loss, double p) in atoms)
            {
                Add(next, loss, p * (1 - hackProbability[i]));
                Add(next, loss + losses[i], p * hackProbability[i]);
            }

            Require.That(next.Count <= AtomsMax, "loss_given_hack", $"{next.Count} different sums",
                $"at most {AtomsMax}; round the losses to a common unit");
            atoms = next;
        }

        return [.. atoms.Select(atom => (atom.Key, atom.Value)).OrderBy(atom => atom.Key)];
    }

    private static void Add(Dictionary<Rational, double> atoms, Rational loss, double p)
    {
        if (p > 0) atoms[loss] = atoms.GetValueOrDefault(loss) + p;
    }

    private static Rational CapitalOf((Rational Loss, double P)[] distribution, double confidence)
    {
        double reached = 0;
        foreach ((Rational loss, double p) in distribution)
        {
            reached += p;
            if (reached >= confidence - Rounding) return loss;
        }

        return distribution[^1].Loss;
    }
}
